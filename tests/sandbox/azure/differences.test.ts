import { changesAndReplacements, detailedDiff, differences } from "../../../sandbox/azure/differences";
import { objectDiff } from "../../../sandbox/azure/object-diff";
import { type Kind, type Properties } from "../../../sandbox/model";
import { address, cluster, modelOf, systemPool, usersPool } from "./scene";

/** Paths that differ, and how, for a type whose replacing inputs are these. */
function kinds(old: Properties, fresh: Properties, replacing: { path?: string[]; forceNew?: string[] } = {}) {
  const difference = objectDiff(old, fresh);
  const path = Object.fromEntries((replacing.path ?? []).map((name) => [name, ""]));
  return difference === undefined ? {} : detailedDiff({ path, forceNew: replacing.forceNew ?? [] }, difference);
}

// The cases of azure-native's own tests, provider/pkg/provider/diff_test.go.
describe("azure-native's differences", () => {
  it("name every property by its path, in objects and lists (TestCalculateDiffBodyProperties)", () => {
    const old = {
      ...{ p1: "old", p3: true, location: "East US" },
      ...{ p4: { p41: "old", p43: true, p44: { p441: "old" } }, p5: ["old", 0, "gone"], p6: [{ p61: "old" }] },
    };
    const fresh = {
      ...{ p1: "new", p2: 123, "has.period": "yes", location: "East US 2" },
      ...{
        p4: { p41: "new", p42: 123, "p45.period": "yes", p44: { p441: "new" } },
        p5: ["new", 0],
        p6: [{ p61: "new", p62: 1 }],
      },
    };
    expect(kinds(old, fresh)).toEqual({
      ...{ p1: "UPDATE", p2: "ADD", p3: "DELETE", location: "UPDATE", '["has.period"]': "ADD" },
      ...{
        "p4.p41": "UPDATE",
        "p4.p42": "ADD",
        "p4.p43": "DELETE",
        'p4.["p45.period"]': "ADD",
        "p4.p44.p441": "UPDATE",
      },
      ...{ "p5[0]": "UPDATE", "p5[2]": "DELETE", "p6[0].p61": "UPDATE", "p6[0].p62": "ADD" },
    });
  });

  it("replace where a part of the id changes (TestCalculateDiffReplacesPathParameters)", () => {
    const difference = kinds({ p1: "old", b1: "old" }, { p1: "new", b1: "new" }, { path: ["p1"] });
    expect(difference).toEqual({ p1: "UPDATE_REPLACE", b1: "UPDATE" });
  });

  test.each<[string, string[], Properties, Properties, Record<string, Kind>]>([
    ["a plain property", [], { p1: "old" }, { p1: "new" }, { p1: "UPDATE" }],
    ["one that forces a new resource", ["p1"], { p1: "old" }, { p1: "new" }, { p1: "UPDATE_REPLACE" }],
    [
      "one in an object that does",
      ["p1.inner2"],
      { p1: { inner1: 1, inner2: 1 } },
      { p1: { inner1: 2, inner2: 2 } },
      { "p1.inner1": "UPDATE", "p1.inner2": "UPDATE_REPLACE" },
    ],
    ["an object that does", ["p1"], { p1: { inner1: 1 } }, { p1: { inner1: 2 } }, { "p1.inner1": "UPDATE_REPLACE" }],
    [
      "only additions and deletions in an object",
      [],
      { p1: { inner1: 1 } },
      { p1: { inner3: 1 } },
      { "p1.inner1": "DELETE", "p1.inner3": "ADD" },
    ],
    [
      "only additions and deletions in an object that does",
      ["p1"],
      { p1: { inner1: 1 } },
      { p1: { inner3: 1 } },
      { p1: "UPDATE_REPLACE", "p1.inner1": "DELETE", "p1.inner3": "ADD" },
    ],
    [
      "one in the objects of a list",
      ["p1[].inner2"],
      { p1: [{ inner1: 1, inner2: 1 }] },
      { p1: [{ inner1: 2, inner2: 2 }] },
      { "p1[0].inner1": "UPDATE", "p1[0].inner2": "UPDATE_REPLACE" },
    ],
  ])(
    "follow the list of what forces a new resource: %s (TestCalculateDiffReplacesBodyProperties)",
    (_, forceNew, old, fresh, expected) => {
      expect(kinds(old, fresh, { forceNew })).toEqual(expected);
    },
  );

  test.each(["MyRG", "myrg", "MYRG"])(
    "take resource groups in any case: %s (TestResourceGroupNameDiffingIsCaseInsensitive)",
    (name) => {
      expect(
        kinds({ resourceGroupName: "MyRg" }, { resourceGroupName: name }, { path: ["resourceGroupName"] }),
      ).toEqual({});
    },
  );

  test.each(["West US 2", "WestUS2", "west us 2"])(
    "take locations in any case and spacing: %s (TestLocationDiffing…)",
    (location) => {
      expect(kinds({ location: "westus2" }, { location }, { forceNew: ["location"] })).toEqual({});
    },
  );

  test.each([
    ["Basic", "Paid", "Base", "Standard", true],
    ["Base", "Standard", "Basic", "Paid", true],
    ["Base", "Free", "Basic", "Free", true],
    ["Basic", "Paid", "Basic", "Standard", true],
    ["Base", "Standard", "Basic", "Free", false],
    ["Premium", "Standard", "Basic", "Free", false],
  ])(
    "know old names of tiers: %s %s is %s %s: %s (TestSkuDiffingIsInsensitiveToAksPermutations)",
    (name, tier, newName, newTier, same) => {
      const difference = kinds({ sku: { name, tier } }, { sku: { name: newName, tier: newTier } });
      expect(Object.keys(difference).length === 0).toBe(same);
    },
  );

  test.each([
    ["/subscriptions/123/resourcegroups/rg/providers/Microsoft.compute/something", true],
    ["/subscriptions/456/resourcegroups/rg/providers/microsoft.compute/something", false],
    ["/subscriptions/123/resourcegroups/rg2/providers/microsoft.COMPUTE/something", false],
  ])("take ids in any case: %s: %s (TestStringsEqualCaseInsensitiveAzureIds)", (id, same) => {
    const old = { id: "/subscriptions/123/resourceGroups/rg/providers/microsoft.compute/something" };
    expect(objectDiff(old, { id }) === undefined).toBe(same);
  });

  it("count an input that is new and forces a new resource as none where Azure has it so (calculateChangesAndReplacements)", () => {
    const details = (): Record<string, Kind> => ({ nodeResourceGroup: "ADD_REPLACE" });
    const news = { nodeResourceGroup: "nodes" };
    expect(changesAndReplacements(details(), {}, news, { nodeResourceGroup: "nodes" }).replaces).toEqual([]);
    expect(changesAndReplacements(details(), {}, news, { nodeResourceGroup: "others" }).replaces).toEqual([
      "nodeResourceGroup",
    ]);
  });

  it("name changes by their top-level property (TestChangesAndReplacements_ReduceNestedPropertiesToTopLevel)", () => {
    expect(changesAndReplacements({ "agentPoolProfiles[0].count": "ADD" }, {}, {}, {}).changes).toEqual([
      "agentPoolProfiles",
    ]);
  });
});

describe("a difference of what the program makes", () => {
  const of = (name: Parameters<typeof modelOf>[0], old: Properties, changes: Properties) =>
    differences(modelOf(name).schema, old, { ...old, ...changes }, {});

  // `Diff` in azure-native's provider.go, and `forceNewMap` in its gen/replacement.go.
  test.each<[string, Parameters<typeof modelOf>[0], Properties, Properties]>([
    ["a cluster's name", "cluster", cluster, { resourceName: "other" }],
    ["its resource group", "cluster", cluster, { resourceGroupName: "other" }],
    ["its location", "cluster", cluster, { location: "northeurope" }],
    ["its DNS prefix", "cluster", cluster, { dnsPrefix: "other" }],
    ["its node resource group", "cluster", cluster, { nodeResourceGroup: "other" }],
    [
      "its network policy",
      "cluster",
      cluster,
      { networkProfile: { ...cluster.networkProfile, networkPolicy: "calico" } },
    ],
    ["a pool's name", "pool", usersPool, { agentPoolName: "other" }],
    ["its size", "pool", usersPool, { vmSize: "Standard_D8s_v3" }],
    ["an address's name", "address", address, { publicIpAddressName: "other" }],
    ["its SKU", "address", address, { sku: { name: "Basic", tier: "Regional" } }],
    ["a principal", "assignment", { scope: "/a", roleAssignmentName: "b", principalId: "c" }, { principalId: "d" }],
  ])("%s: is replaced, and deleted first", (_, name, old, changes) => {
    const { replaces, deleteBeforeReplace } = of(name, old, changes);
    expect({ replaces: replaces.length > 0, deleteBeforeReplace }).toEqual({
      replaces: true,
      deleteBeforeReplace: true,
    });
  });

  test.each<[string, Parameters<typeof modelOf>[0], Properties, Properties]>([
    ["a cluster's tier", "cluster", cluster, { sku: { name: "Base", tier: "Standard" } }],
    [
      "the size of its own pool",
      "cluster",
      cluster,
      { agentPoolProfiles: [{ ...systemPool, vmSize: "Standard_D8s_v3" }] },
    ],
    [
      "its outbound addresses",
      "cluster",
      cluster,
      { networkProfile: { ...cluster.networkProfile, loadBalancerProfile: {} } },
    ],
    ["a pool's zones", "pool", usersPool, { availabilityZones: ["1"] }],
    ["its priority", "pool", usersPool, { scaleSetPriority: "Spot" }],
    ["its operating system", "pool", usersPool, { osType: "Windows" }],
    ["an address's way of allotment", "address", address, { publicIPAllocationMethod: "Dynamic" }],
    [
      "a role",
      "assignment",
      { scope: "/a", roleAssignmentName: "b", roleDefinitionId: "c" },
      { roleDefinitionId: "d" },
    ],
  ])("%s: is an update, which Azure may refuse", (_, name, old, changes) => {
    const { changes: changed, replaces } = of(name, old, changes);
    expect({ changed: changed.length, replaces }).toEqual({ changed: 1, replaces: [] });
  });

  it("is not deleted first where Pulumi made the name up", () => {
    const old = { ...cluster, __createBeforeDelete: true };
    expect(of("cluster", old, { dnsPrefix: "other" }).deleteBeforeReplace).toBe(false);
  });

  it("compares pools by position", () => {
    const added = { ...systemPool, name: "added" };
    const { details } = of("cluster", cluster, { agentPoolProfiles: [added, systemPool] });
    expect(details).toEqual({ "agentPoolProfiles[0].name": "UPDATE", "agentPoolProfiles[1]": "ADD" });
  });
});
