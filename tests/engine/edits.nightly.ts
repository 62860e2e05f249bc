/** @jest-environment ./tests/engine/environment.ts */
import { components, things } from "./events";
import { onStage, several } from "./stage";
import { named, outputOf, resourcesIn, type StateResource } from "./state";

interface Edit {
  readonly what: string;
  readonly set: Readonly<Record<string, string>>;
  /** GitHub token after it. @default the one before */
  readonly githubApiToken?: string;
  /** What an `up` after it does to which resources; nothing else is touched. */
  readonly does: Readonly<Record<string, readonly string[]>>;
}

const update = ["update"];
const madeAnew = ["create-replacement", "replace", "delete-replaced"];

/** What stands before each edit: pools beside the system pool, which no other edit may touch. */
const first = {
  "azure.pools.users.role": "user",
  "azure.pools.users.max": "9",
  "azure.pools.others.role": "user",
};

const edits: readonly Edit[] = [
  { what: "the node count", set: { "azure.nodeCount": "4" }, does: { "cluster-aks": update } },
  {
    what: "the node count to a single one, which image cleaning must not cordon",
    set: { "azure.nodeCount": "1" },
    does: { "cluster-aks": update, "binderhub-release": update },
  },
  {
    what: "the VM size of a pool",
    set: { "azure.pools.users.vmSize": "Standard_D8s_v5" },
    does: { "pool-users-pool": ["delete-replaced", "replace", "create-replacement"] },
  },
  {
    what: "the chart's version",
    set: { "chart.version": "1.0.0-0.dev.git.4000.habcdef12" },
    does: { "binderhub-release": update },
  },
  {
    what: "the timeout and the history limit",
    set: { "chart.timeout": "1800", "chart.historyLimit": "5" },
    does: { "binderhub-release": update },
  },
  {
    what: "the token rotation",
    set: { tokenRotation: "2026-11" },
    does: {
      "tokens-binder-api": madeAnew,
      "tokens-proxy": madeAnew,
      "tokens-cookie": madeAnew,
      "tokens-build": madeAnew,
      "binderhub-release": update,
    },
  },
  {
    // The new one is there before the hub is told of it, and the old one goes when the hub has the new one.
    what: "the GitHub token",
    set: {},
    githubApiToken: "another-token",
    does: { "binderhub-github-token": madeAnew, "binderhub-release": update },
  },
  {
    // In place, and nothing else: the pods run on.
    what: "the message of a closed hub",
    set: { "operate.closed": "Back at 14:00" },
    does: { "binderhub-closed": update },
  },
  {
    what: "the DNS label",
    set: { "exposure.type": "loadBalancer", "exposure.dnsLabel": "workshop" },
    does: { "proxy-public-ip": update, "binder-ip": update, "binderhub-release": update },
  },
];

/** What the engine sends for a value that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const afterEdit = (from: string, { set, githubApiToken = "a-token" }: Edit) =>
  onStage({ from, set: { ...first, ...set }, secrets: { githubApiToken } }, async (rehearsal) => ({
    preview: await rehearsal.run("preview"),
    up: await rehearsal.run("up"),
    resources: resourcesIn(await rehearsal.state()),
  }));

type Edited = Awaited<ReturnType<typeof afterEdit>>;

/** The release's values, decrypted. */
const value = (resources: readonly StateResource[], ...path: readonly string[]) =>
  outputOf(named(resources, "binderhub-release"), "values", ...path);

describe("after a change of", () => {
  const seen = new Map<string, Edited>();
  let before: StateResource[];
  beforeAll(() =>
    onStage({ set: first, secrets: { githubApiToken: "a-token" } }, async (rehearsal, folder) => {
      await rehearsal.run("up");
      before = resourcesIn(await rehearsal.state());
      await several(edits, async (edit) => void seen.set(edit.what, await afterEdit(folder, edit)));
    }),
  );

  const edited = (what: string): Edited => {
    const found = seen.get(what);
    if (found === undefined) throw new Error(`no such edit: ${what}`);
    return found;
  };

  describe.each(edits)("$what", ({ what, does }) => {
    it("up succeeds", () => expect(edited(what).up.succeeded).toBe(true));
    it("preview shows what up does", () => expect(things(edited(what).preview)).toEqual(things(edited(what).up)));
    it("up touches what it must and nothing else", () => expect(things(edited(what).up)).toEqual(does));
    it("up shows no component as updated unless something in it is", () => {
      const { up } = edited(what);
      const isTouched = (component: string) => Object.keys(things(up)).some((name) => name.startsWith(`${component}-`));
      expect(components(up).filter((component) => !isTouched(component))).toEqual([]);
    });
  });

  it("the node count, a preview counts the update of the cluster, and its component", () => {
    const { update: updates, same, ...others } = edited("the node count").preview.changes;
    expect({ updates, everythingElse: (same ?? 0) > 0, others }).toEqual({
      updates: 2,
      everythingElse: true,
      others: {},
    });
  });

  it("the node count, a preview knows the kubeconfig and every other value", () => {
    expect(JSON.stringify(edited("the node count").preview.events)).not.toContain(unknown);
  });

  it("the token rotation, every token is another one", () => {
    const tokens = ["tokens-binder-api", "tokens-proxy", "tokens-cookie", "tokens-build"];
    const hexes = (resources: readonly StateResource[]) =>
      tokens.map((name) => outputOf(named(resources, name), "hex"));
    const after = edited("the token rotation").resources;
    expect(new Set([...hexes(before), ...hexes(after)]).size).toBe(2 * tokens.length);
  });

  it("the token rotation, the release has the new token", () => {
    const { resources } = edited("the token rotation");
    expect(value(resources, "jupyterhub", "proxy", "secretToken")).toBe(
      outputOf(named(resources, "tokens-proxy"), "hex"),
    );
  });

  it("the DNS label, hub_url is the label's name", () => {
    expect(value(edited("the DNS label").resources, "config", "BinderHub", "hub_url")).toBe(
      "http://workshop-hub.westeurope.cloudapp.azure.com",
    );
  });
});
