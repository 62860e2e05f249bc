import { fulfils } from "../../standing/fulfils";

describe("what is there fulfils what is asked", () => {
  test.each<[what: string, live: unknown, asked: unknown]>([
    ["where Azure added defaults", { a: 1, osDiskSizeGB: 128 }, { a: 1 }],
    ["where nothing is asked", { a: 1 }, { a: undefined }],
    ["where a list has more, in another order", { zones: ["3", "2", "1"] }, { zones: ["1", "2"] }],
    [
      "where the pool asked for is among others",
      { agentPoolProfiles: [{ name: "builds" }, { name: "system", count: 3, maxPods: 250 }] },
      { agentPoolProfiles: [{ name: "system", count: 3 }] },
    ],
    ["with any patch of a minor version", { kubernetesVersion: "1.34.5" }, { kubernetesVersion: "1.34" }],
    ["with a region as Azure may write it", { location: "West Europe" }, { location: "westeurope" }],
    ["with an address as a range", { authorizedIPRanges: ["203.0.113.7"] }, { authorizedIPRanges: ["203.0.113.7/32"] }],
    [
      "where the autoscaler has moved a pool within its range",
      { count: 7, minCount: 1, maxCount: 9, enableAutoScaling: true },
      { count: 1, minCount: 1, maxCount: 9, enableAutoScaling: true },
    ],
    // https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id shows such an answer.
    [
      "where AKS leaves out that roles decide nothing",
      { aadProfile: { managed: true } },
      { aadProfile: { managed: true, enableAzureRBAC: false } },
    ],
    ["whatever stands in its id", { name: "hub" }, { resourceName: "hub", resourceGroupName: "group" }],
  ])("%s", (_what, live, asked) => {
    expect(fulfils(live, asked)).toBe(true);
  });

  test.each<[what: string, live: unknown, asked: unknown]>([
    ["where a value is another", { sku: { tier: "Standard" } }, { sku: { tier: "Free" } }],
    ["where a tag is missing", { tags: {} }, { tags: { owner: "ada" } }],
    ["where there are no tags at all", {}, { tags: { owner: "ada" } }],
    [
      "where more may reach the API server",
      { authorizedIPRanges: ["203.0.113.7/32", "198.51.100.0/24"] },
      { authorizedIPRanges: ["203.0.113.7/32"] },
    ],
    ["where roles decide, and should not", { enableAzureRBAC: true }, { enableAzureRBAC: false }],
    ["where roles should decide", {}, { enableAzureRBAC: true }],
    ["where a list lacks an item", { zones: ["1"] }, { zones: ["1", "2"] }],
    [
      "where the pool has another size, though a pool with that size is there",
      {
        agentPoolProfiles: [
          { name: "system", count: 5 },
          { name: "others", count: 3 },
        ],
      },
      { agentPoolProfiles: [{ name: "system", count: 3 }] },
    ],
    ["with another minor version", { kubernetesVersion: "1.340.1" }, { kubernetesVersion: "1.34" }],
    [
      "where a pool is out of the range",
      { count: 10, minCount: 1, maxCount: 9, enableAutoScaling: true },
      { count: 1, minCount: 1, maxCount: 9, enableAutoScaling: true },
    ],
    [
      "where a pool of fixed size has another",
      { count: 4, enableAutoScaling: false },
      { count: 3, enableAutoScaling: false },
    ],
  ])("not %s", (_what, live, asked) => {
    expect(fulfils(live, asked)).toBe(false);
  });
});

test("of an autoscaled pool only the count is the autoscaler's to say", () => {
  const asked = { enableAutoScaling: true, minCount: 1, maxCount: 5, count: 1, vmSize: "Standard_D4s_v3" };
  expect(fulfils({ ...asked, count: 4 }, asked)).toBe(true);
  expect(fulfils({ ...asked, count: 4, vmSize: "Standard_D8s_v3" }, asked)).toBe(false);
  expect(fulfils({ ...asked, count: 0 }, asked)).toBe(false);
});
