import * as fc from "fast-check";
import { outlook } from "../../operate/hub/upgrade/consequences";
import { type Change, differences } from "../../operate/hub/upgrade/preview";
import { type Server } from "../../operate/hub/upgrade/runs";

const server = (user: string, pool = "users"): Server => ({ uid: `uid-${user}`, user, pool });
const ada = server("ada");
const bob = server("bob", "gpu");
const change = (
  type: string,
  happening: Change["happening"],
  changed: readonly string[] = [],
  name = type,
): Change => ({
  ...{ type, name, happening, changed },
});
const release = (happening: Change["happening"]) => change("Release", happening, ["chart"], "binderhub-release");
const pool = (happening: Change["happening"], ...changed: string[]): Change => ({
  ...change("AgentPool", happening, changed, "pool-users-pool"),
  cloudName: "users",
});

test.each<[string, Change, "live" | "may" | "end"]>([
  ["an update of the release", release("update"), "live"],
  ["a replacement of the release", release("replace"), "end"],
  ["a deletion of the release", release("delete"), "end"],
  ["a release of something else", change("Release", "replace", [], "prometheus"), "live"],
  ["a replaced namespace", change("Namespace", "replace"), "end"],
  ["a namespace with other labels", change("Namespace", "update", ["metadata.labels"]), "live"],
  ["a replaced cluster", change("ManagedCluster", "replace"), "end"],
  ["another minor version", change("ManagedCluster", "update", ["kubernetesVersion"]), "end"],
  [
    "another version of the system pool",
    change("ManagedCluster", "update", ["agentPoolProfiles[0].orchestratorVersion"]),
    "end",
  ],
  ["another policy engine", change("ManagedCluster", "update", ["networkProfile.networkPolicy"]), "end"],
  ["tags of the cluster", change("ManagedCluster", "update", ["tags.owner"]), "live"],
  [
    "another channel and tier",
    change("ManagedCluster", "update", ["autoUpgradeProfile.upgradeChannel", "sku.tier"]),
    "live",
  ],
  ["fewer nodes in the system pool", change("ManagedCluster", "update", ["agentPoolProfiles[0].count"]), "may"],
  ["a setting of the cluster that is not known", change("ManagedCluster", "update", ["tags.a", "somethingNew"]), "may"],
  ["another version of a pool", pool("update", "orchestratorVersion"), "end"],
  ["a replaced pool", pool("replace", "vmSize"), "end"],
  ["a removed pool", pool("delete"), "end"],
  ["an added pool", pool("create"), "live"],
  ["a larger pool", pool("update", "maxCount"), "live"],
  ["a pool with a fixed number of nodes", pool("update", "count"), "may"],
  ["another public address", change("PublicIPAddress", "replace"), "may"],
  ["a lost share", change("FileShare", "delete"), "may"],
  ["a ConfigMap", change("ConfigMap", "update", ["data"]), "live"],
  ["a new Secret", change("Secret", "replace"), "live"],
])("%s: servers %#", (_what, one, fate) => {
  expect(outlook([one], [ada]).fate).toBe(fate);
});

test("of a pool, only the servers on it end", () => {
  const { ending, consequences } = outlook([pool("replace")], [ada, bob]);
  expect(ending).toEqual([ada]);
  expect(consequences.map(({ servers }) => servers)).toEqual([1]);
});

test("a server whose pool is not known ends with any pool", () => {
  const somewhere = { uid: ada.uid, user: ada.user };
  expect(outlook([pool("replace")], [somewhere]).ending).toEqual([somewhere]);
});

test("of a pool without servers, nobody ends", () => {
  expect(outlook([pool("replace")], [bob])).toMatchObject({ fate: "live", ending: [] });
});

test("a hub whose database is in memory forgets all servers when it starts anew", () => {
  expect(outlook([release("update")], [ada], false)).toMatchObject({ fate: "end", ending: [ada] });
});

test("only what restarts the proxy makes a pause", () => {
  expect(outlook([release("update")], [ada]).pause).toBe(true);
  expect(outlook([change("ConfigMap", "update")], [ada]).pause).toBe(false);
});

test("what stops servers is told first, and each thing once", () => {
  const told = outlook(
    [change("ConfigMap", "update"), change("Secret", "update"), pool("replace")],
    [ada],
  ).consequences;
  expect(told.map(({ fate }) => fate)).toEqual(["end", "live"]);
});

describe("whatever changes", () => {
  const types = [
    "Release",
    "Namespace",
    "ManagedCluster",
    "AgentPool",
    "PublicIPAddress",
    "FileShare",
    "ConfigMap",
    "New",
  ];
  const paths = [
    "tags.a",
    "kubernetesVersion",
    "orchestratorVersion",
    "maxCount",
    "values.x",
    "agentPoolProfiles[0].count",
  ];
  const changes = fc.array(
    fc.record({
      type: fc.constantFrom(...types),
      name: fc.constantFrom("binderhub-release", "pool-users-pool", "pool-gpu-pool", "other"),
      happening: fc.constantFrom("create", "update", "replace", "delete" as const),
      changed: fc.subarray(paths),
    }),
    { maxLength: 6 },
  );
  const people = fc.subarray([ada, bob, server("eve"), server("joe", "gpu")]);

  test("servers end exactly if the fate is not to live", () => {
    fc.assert(
      fc.property(changes, people, (all, servers) => {
        const { fate, ending } = outlook(all, servers);
        expect(ending.length > 0).toBe(fate !== "live");
        expect(servers).toEqual(expect.arrayContaining([...ending]));
      }),
      { numRuns: 2000 },
    );
  });

  test("one more change saves no server", () => {
    fc.assert(
      fc.property(changes, changes, people, (all, more, servers) => {
        const before = outlook(all, servers).ending;
        expect(outlook([...all, ...more], servers).ending).toEqual(expect.arrayContaining([...before]));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("differences", () => {
  test.each<[unknown, unknown, readonly string[]]>([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1 }, { a: 2 }, ["a"]],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, ["a.c"]],
    [{ p: [{ v: 1 }, { v: 2 }] }, { p: [{ v: 1 }, { v: 3 }] }, ["p[1].v"]],
    [{ p: [1] }, { p: [1, 2] }, ["p[1]"]],
    [{ a: [1] }, { a: { b: 1 } }, ["a"]],
  ])("of %j and %j", (one, other, paths) => {
    expect(differences(one, other)).toEqual(paths);
  });

  test("a value differs from itself nowhere", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => expect(differences(value, structuredClone(value))).toEqual([])));
  });
});
