import { idOf } from "../../operate/ids";
import { announced, described, type Findings, isInstall, nextAfter, planOf } from "../../operate/plan";

const urn = (name: string) => `urn:pulumi:dev::binderhub::a:b:C::${name}`;
const well: Findings = {
  stack: "dev",
  locked: false,
  pending: [],
  stuck: [],
  halfGone: [],
  gone: [],
  missing: [],
  later: [],
  plan: { created: [], kept: new Set() },
  isWithoutTokens: false,
  unseen: [],
};
const pending = [{ urn: urn("binderhub-release"), type: "creating" }];
const stuck = [{ secret: "sh.helm.release.v1.hub.v1", namespace: "hub", release: "hub", status: "pending-install" }];
const missing = [
  { urn: urn("binder-ip"), type: "azure-native:b:C", custom: true, id: "/x", inputs: {}, dependencies: [] },
];

describe("what is next", () => {
  test.each([
    ["pending-install", true],
    ["failed", true],
    ["pending-upgrade", false],
    ["pending-rollback", false],
    ["uninstalling", false],
  ])("of a release that is %s, an install was broken off: %s", (status, is) => {
    expect(stuck.map((record) => isInstall({ ...record, status }))).toEqual([is]);
  });

  test("is an up, after an install even before a destroy", () => {
    expect(nextAfter("pulumi up --stack prod", false)).toMatch(/Next: pulumi up --stack prod, or/);
    expect(nextAfter("pulumi up --stack prod", true)).toMatch(/Next: pulumi up --stack prod\. .*destroy/);
  });
});

describe("the plan", () => {
  test.each<[string, Partial<Findings>, readonly string[]]>([
    ["nothing, where nothing is wrong", {}, []],
    ["unlocking, where the stack is locked", { locked: true }, ["cancel"]],
    ["forgetting what is pending", { pending }, ["clearPending"]],
    ["removing Helm's record before a refresh", { stuck }, ["removeRecords", "clearPending"]],
    ["a refresh, where a release is gone", { gone: ["hub/hub"] }, ["clearPending"]],
    ["looking for what the state does not know", { missing }, ["adopt"]],
    [
      "all, in the order that works",
      { locked: true, pending, stuck, missing },
      ["cancel", "removeRecords", "clearPending", "adopt"],
    ],
  ])("is %s", (_what, findings, kinds) => {
    expect(planOf({ ...well, ...findings }).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("is announced step by step, with what it touches", () => {
    const steps = planOf({ ...well, locked: true, pending, stuck, missing }).map(announced);
    expect(steps).toEqual([
      expect.stringContaining("pulumi cancel"),
      expect.stringContaining("sh.helm.release.v1.hub.v1"),
      expect.stringContaining("pulumi refresh --clear-pending-creates"),
      expect.stringContaining("binder-ip"),
    ]);
  });
});

describe("what was found", () => {
  test("is nothing, where nothing is wrong", () => expect(described(well)).toEqual([]));

  test("is told with the resource, the release and its status", () => {
    const text = described({ ...well, pending, stuck }).join("\n");
    expect(text).toMatch(/creating binderhub-release[^]*installing the release hub .*hub \(pending-install\)/);
  });

  test("is told with the subscription that Azure is looked at in, and who named it", () => {
    const subscription = { id: "s-1", from: "az is logged in to it: Work" };
    expect(described({ ...well, missing, subscription }).at(-1)).toContain("s-1 (az is logged in to it: Work)");
    expect(described({ ...well, subscription })).toEqual([]);
  });

  test("is told of a release that is half gone, of which nothing is touched", () => {
    const halfGone = [{ ...stuck[0], secret: "s", namespace: "hub", release: "hub", status: "uninstalling" }];
    expect(described({ ...well, halfGone }).join()).toMatch(/uninstalling the release hub .* Run pulumi destroy again/);
    expect(planOf({ ...well, halfGone })).toEqual([]);
  });

  test("is told of a release that is gone", () =>
    expect(described({ ...well, gone: ["hub/hub"] }).join()).toContain(
      "has the release hub/hub, but Helm does not know it",
    ));

  test("says what it means that the tokens are lost", () =>
    expect(described({ ...well, isWithoutTokens: true }).join()).toContain("Everybody has to log in again."));
});

// As in the section "Import" of each resource's page: https://www.pulumi.com/registry/packages/azure-native/api-docs
describe("ids are formed as the clouds form them", () => {
  const group = "/subscriptions/s/resourceGroups/g";
  const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/c`;
  const registry = `${group}/providers/Microsoft.ContainerRegistry/registries/r`;
  test.each([
    ["azure-native:resources:ResourceGroup", { resourceGroupName: "g" }, "/subscriptions/s/resourceGroups/g"],
    [
      "azure-native:network:PublicIPAddress",
      { resourceGroupName: "g", publicIpAddressName: "ip" },
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/ip",
    ],
    ["azure-native:containerservice:ManagedCluster", { resourceGroupName: "g", resourceName: "c" }, cluster],
    [
      "azure-native:containerservice:AgentPool",
      { resourceGroupName: "g", resourceName: "c", agentPoolName: "users" },
      `${cluster}/agentPools/users`,
    ],
    [
      "azure-native:containerservice:MaintenanceConfiguration",
      { resourceGroupName: "g", resourceName: "c", configName: "aksManagedNodeOSUpgradeSchedule" },
      `${cluster}/maintenanceConfigurations/aksManagedNodeOSUpgradeSchedule`,
    ],
    ["azure-native:containerregistry:Registry", { resourceGroupName: "g", registryName: "r" }, registry],
    [
      "azure-native:authorization:RoleAssignment",
      { scope: registry, roleAssignmentName: "00000000-0000-0000-0000-000000000001" },
      `${registry}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000001`,
    ],
    [
      "azure-native:dns:RecordSet",
      { resourceGroupName: "g", zoneName: "example.org", recordType: "A", relativeRecordSetName: "hub" },
      `${group}/providers/Microsoft.Network/dnsZones/example.org/A/hub`,
    ],
    ["kubernetes:core/v1:Namespace", { metadata: { name: "hub" } }, "hub"],
    ["kubernetes:core/v1:Service", { metadata: { name: "a", namespace: "hub" } }, "hub/a"],
    ["kubernetes:helm.sh/v3:Release", { name: "r", namespace: "hub" }, "hub/r"],
    ["random:index/randomBytes:RandomBytes", { length: 32 }, undefined],
    ["azure-native:resources:ResourceGroup", {}, undefined],
  ])("%s %j", (type, inputs, id) => expect(idOf(type, inputs, "s")).toBe(id));

  test("and not where the subscription is unknown", () =>
    expect(idOf("azure-native:resources:ResourceGroup", { resourceGroupName: "g" }, undefined)).toBeUndefined());
});
