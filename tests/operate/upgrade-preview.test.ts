/** @jest-environment ./tests/engine/environment.ts */
import { type Preview, previewOf } from "../../operate/hub/upgrade/preview";
import { outlook } from "../../operate/hub/upgrade/consequences";
import { imageOfHub } from "../../operate/hub/upgrade/values";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { onStage } from "../engine/stage";

const servers = [
  { uid: "1", user: "ada", pool: "users" },
  { uid: "2", user: "bob", pool: "system" },
];
const image = "binderhub:extraValues.jupyterhub.hub.image";

/** Settings that are changed one after another, each with what comes before it. */
const edits = {
  nothing: {},
  chart: {
    "binderhub:chart.version": "1.0.0-0.dev.git.3990.h1234567",
    [`${image}.name`]: "r/hub",
    [`${image}.tag`]: "h2",
  },
  closed: { "binderhub:operate.closed": "Back at 14:00" },
  larger: { "binderhub:azure.pools.users.max": "20" },
  kubernetes: { "binderhub:azure.kubernetesVersion": "1.36" },
  skipped: { "binderhub:azure.kubernetesVersion": "1.37" },
  size: {
    "binderhub:azure.kubernetesVersion": "1.35",
    "binderhub:azure.pools.users.vmSize": "Standard_D4s_v5",
    "binderhub:protect": "false",
  },
} as const;

/** The real engine's previews of a stack in the simulated Azure. */
async function previews(rehearsal: Rehearsal): Promise<Readonly<Record<keyof typeof edits, Preview>>> {
  const found: Partial<Record<keyof typeof edits, Preview>> = {};
  await rehearsal.run("up");
  for (const [name, edit] of Object.entries(edits)) {
    await rehearsal.set(Object.fromEntries(Object.entries(edit).map(([key, value]) => [key, { value }])));
    found[name as keyof typeof edits] = await previewOf(rehearsal.stack, new AbortController().signal);
  }
  return found as Readonly<Record<keyof typeof edits, Preview>>;
}

let seen: Awaited<ReturnType<typeof previews>>;
beforeAll(async () => {
  // This is part of the image's name, and the engine blots it out of its events.
  const secrets = { registryPassword: "r/hu" };
  seen = await onStage({ stack: "prod", set: { "azure.kubernetesVersion": "1.35" }, secrets }, previews);
});

function made(name: keyof typeof edits) {
  const preview = seen[name];
  if ("failures" in preview) throw new Error(preview.failures.join("\n"));
  return preview;
}
const fates = (name: keyof typeof edits) =>
  outlook(made(name).changes, servers).consequences.map(({ what, fate }) => [fate, what]);
const changeOf = (name: keyof typeof edits, type: string) => made(name).changes.find((one) => one.type === type);

test("a stack that is as its settings say changes nothing", () => {
  expect(made("nothing").changes).toEqual([]);
});

test("another chart is an update of the release: the hub starts anew, and servers go on", () => {
  expect(fates("chart")).toEqual([["live", "The hub, its proxy and BinderHub start anew where they change"]]);
  expect(made("chart").before).toMatchObject({
    chart: "binderhub",
    repository: expect.stringContaining("helm-chart") as unknown,
  });
  expect(made("chart").after).toMatchObject({ chart: "binderhub", version: "1.0.0-0.dev.git.3990.h1234567" });
});

test("the hub's image is read whole, though a secret's text is part of its name", () => {
  const chart = { version: "", kubernetes: {}, values: { binderHub: {}, jupyterHub: {} } };
  expect(imageOfHub(chart, made("chart").after?.values)).toBe("r/hub:h2");
});

test("closing the hub is a ConfigMap beside it", () => {
  expect(changeOf("closed", "ConfigMap")).toMatchObject({ happening: "update" });
});

test("what Azure filled in is no change: of a larger pool, only its size is", () => {
  expect(changeOf("larger", "AgentPool")).toMatchObject({
    happening: "update",
    cloudName: "users",
    changed: ["maxCount"],
  });
  expect(fates("larger")).toContainEqual(["live", "Settings of the node pool users change, and its nodes go on"]);
});

test("another minor version of Kubernetes drains the nodes, and says which version", () => {
  expect(changeOf("kubernetes", "ManagedCluster")).toMatchObject({
    ...{ happening: "update", kubernetes: "1.36" },
    changed: ["agentPoolProfiles[0].orchestratorVersion", "kubernetesVersion"],
  });
  expect(outlook(made("kubernetes").changes, servers)).toMatchObject({ fate: "end", ending: servers });
});

test("a skipped minor version is refused by the program itself, with the command that mends it", () => {
  expect(seen.skipped).toEqual({
    failures: [
      expect.stringMatching(
        /one minor version at a time[^]*pulumi config set --path binderhub:azure\.kubernetesVersion 1\.36/,
      ),
    ],
  });
});

test("another size replaces the pool: servers on it end, and no others", () => {
  expect(changeOf("size", "AgentPool")).toMatchObject({ happening: "replace", cloudName: "users" });
  expect(outlook(made("size").changes, servers)).toMatchObject({ fate: "end", ending: [servers[0]] });
});
