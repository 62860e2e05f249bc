/** @jest-environment ./tests/engine/environment.ts */
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { isEmpty, things } from "../engine/events";
import { onStage, several } from "../engine/stage";
import { forget } from "./forget";
import { unprotect } from "../../rehearse/open";

type Stack = "dev" | "prod" | "local";

/** What a state lost, by the names of what was dropped first: what needs it goes too, or the state would not be whole. */
interface Loss {
  readonly stack: Stack;
  readonly what: string;
  readonly drops: (name: string, urn: string) => boolean;
}

const named =
  (...names: readonly string[]) =>
  (name: string) =>
    names.includes(name);
const guarded = ["cluster-group", "registry-acr", "binder-ip"];
const providers = /::pulumi:providers:|pulumi:pulumi:Stack/;

const losses: readonly Loss[] = [
  { stack: "dev", what: "the release", drops: named("binderhub-release") },
  { stack: "dev", what: "an address", drops: named("binder-ip") },
  { stack: "dev", what: "a token", drops: named("tokens-proxy") },
  { stack: "dev", what: "the Kubernetes provider", drops: named("cluster-kubernetes") },
  { stack: "dev", what: "the cluster", drops: named("cluster-aks") },
  { stack: "dev", what: "everything", drops: () => true },
  { stack: "prod", what: "a pool and its component", drops: named("pool-users") },
  { stack: "prod", what: "all below the cluster", drops: named("cluster-aks", "binderhub", "tokens") },
  {
    stack: "prod",
    what: "all but what is protected",
    drops: (name, urn) => !guarded.includes(name) && !providers.test(urn) && !/^(cluster|registry|binder)$/.test(name),
  },
  { stack: "local", what: "everything", drops: () => true },
];

const everyLife = ({ stack, drops }: Loss) =>
  onStage({ stack }, async (rehearsal) => {
    const first = await rehearsal.run("up");
    if (!first.succeeded) throw new Error(first.output);
    const before = rehearsal.clouds.all().map(([key]) => key);
    await forget(rehearsal, drops);
    const said: string[] = [];
    const recovered = await recover(rehearsed(rehearsal), {
      say: (line) => void said.push(line),
      ask: () => Promise.resolve(true),
    });
    const up = await rehearsal.run("up");
    const after = rehearsal.clouds.all().map(([key]) => key);
    const empty = isEmpty(await rehearsal.run("up"));
    const again = await recover(rehearsed(rehearsal), { say: () => undefined, ask: () => Promise.resolve(false) });
    if (stack === "prod") {
      await unprotect(rehearsal);
      await rehearsal.run("up");
    }
    const destroyed = await rehearsal.run("destroy");
    return {
      recovered,
      up: up.succeeded || up.output.slice(-3000),
      does: things(up),
      same: after.sort().join("\n") === before.sort().join("\n") || { before, after },
      empty,
      again,
      destroyed: destroyed.succeeded || destroyed.output.slice(-3000),
      left: rehearsal.clouds.all(),
      said: said.join(" ").replaceAll(/ +/g, " "),
    };
  });

const tokens = Object.fromEntries(
  ["proxy", "cookie", "build", "binder-api"].map((name) => [`tokens-${name}`, ["create"]]),
);

/** A patch has no thing of its own that could be taken in: it is applied again. */
const patches = Object.fromEntries(
  ["binder", "proxy-public"].map((service) => [`binderhub-${service}-clients`, ["create"]]),
);

describe("a state that lost what still runs is completed, and the next up leaves it as it is:", () => {
  const seen = new Map<Loss, Awaited<ReturnType<typeof everyLife>>>();
  beforeAll(() => several(losses, async (loss) => void seen.set(loss, await everyLife(loss))));

  test.each(losses.map((loss): [string, Loss] => [`${loss.stack} lost ${loss.what}`, loss]))("%s", (_title, loss) => {
    const { said, does, ...end } = seen.get(loss) ?? {};
    expect(end).toEqual({ recovered: true, up: true, same: true, empty: true, again: true, destroyed: true, left: [] });
    // The simulated cluster keeps no secrets, so that a release's values cannot be read back whole. Providers come and go
    // without anybody noticing.
    const allowed = { ...tokens, ...patches, "binderhub-release": ["update"] };
    const touched = Object.entries(does ?? {}).filter(([name]) => !/^default(_.*)?$/.test(name));
    expect(allowed).toMatchObject(Object.fromEntries(touched));
    const isWithoutTokens = touched.some(([name]) => name.startsWith("tokens-"));
    expect(said?.includes("Everybody has to log in again")).toBe(isWithoutTokens);
  });
});
