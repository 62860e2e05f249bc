import { type Properties, type Scene } from "../../../sandbox/model";
import { emptyScene, make, modelOf, withCluster } from "./scene";

const here = { resourceGroupName: "testhub", location: "westeurope" };
const workspace = { ...here, azureMonitorWorkspaceName: "Hub-Metrics" };

function scene(): Scene & { readonly cluster: string } {
  const made = emptyScene();
  return { ...made, cluster: withCluster(made).cluster };
}

/** The way of the numbers: a workspace, and the rule that names it. */
function collecting(on: Scene, more: Properties = {}) {
  const account = make(on, "metrics", workspace);
  const endpoint = make(on, "collectionEndpoint", {
    ...here,
    dataCollectionEndpointName: "hub-metrics",
    kind: "Linux",
  });
  const rule = {
    ...{ ...here, dataCollectionRuleName: "hub-metrics", kind: "Linux", dataCollectionEndpointId: endpoint },
    destinations: { monitoringAccounts: [{ accountResourceId: account, name: "numbers" }] },
    dataFlows: [{ streams: ["Microsoft-PrometheusMetrics"], destinations: ["numbers"] }],
    ...more,
  };
  return { account, rule };
}

describe("a workspace for numbers", () => {
  test("has a resource group of Azure's own, which goes with it", () => {
    const on = scene();
    const id = make(on, "metrics", workspace);
    const group = "/resourceGroups/MA_hub-metrics_westeurope_managed";
    expect(on.clouds.all().filter(([one]) => one.endsWith(group))).toHaveLength(1);
    modelOf("metrics").remove?.(on, id);
    expect(on.clouds.all().filter(([one]) => one.endsWith(group))).toEqual([]);
  });
});

describe("a collection rule", () => {
  test("stays while a cluster uses it", () => {
    const on = scene();
    const rule = make(on, "collectionRule", collecting(on).rule);
    const association = { resourceUri: on.cluster, associationName: "numbers", dataCollectionRuleId: rule };
    const used = make(on, "collectionAssociation", association);
    expect(() => modelOf("collectionRule").remove?.(on, rule)).toThrow(/with associations is not allowed/);
    modelOf("collectionAssociation").remove?.(on, used);
    modelOf("collectionRule").remove?.(on, rule);
    expect(on.clouds.get(rule)).toBeUndefined();
  });

  test("names only destinations that it has", () => {
    const on = scene();
    const { rule } = collecting(on, { dataFlows: [{ streams: [], destinations: ["elsewhere"] }] });
    expect(() => make(on, "collectionRule", rule)).toThrow(/elsewhere is not defined/);
  });
});

test.each([
  ["collectionAssociation", { associationName: "a", dataCollectionRuleId: "/gone" }],
  ["diagnosticSetting", { name: "a", workspaceId: "/gone" }],
] as const)("a %s needs what it names", (name, inputs) => {
  const on = scene();
  expect(() => make(on, name, { resourceUri: on.cluster, ...inputs })).toThrow(/gone/);
});

test("a rule group has at most twenty rules", () => {
  const on = scene();
  const group = (count: number) => ({
    ...{
      ...here,
      ruleGroupName: `of${count}`,
      scopes: [make(on, "metrics", { ...workspace, azureMonitorWorkspaceName: `w${count}` })],
    },
    rules: Array.from({ length: count }, (_, index) => ({ alert: `a${index}`, expression: "up == 0", for: "PT5M" })),
  });
  expect(() => make(on, "ruleGroup", group(20))).not.toThrow();
  expect(() => make(on, "ruleGroup", group(21))).toThrow(/at most 20/);
});

test("the short name of those who are told has at most twelve characters", () => {
  const on = scene();
  const people = { resourceGroupName: "testhub", location: "Global", actionGroupName: "people", enabled: true };
  expect(() => make(on, "actionGroup", { ...people, groupShortName: "binderhub-people" })).toThrow(/at most 12/);
});

test("a look from outside has a tag that names its component", () => {
  const on = scene();
  const test = { ...here, webTestName: "look", syntheticMonitorId: "look", webTestKind: "standard", locations: [] };
  expect(() => make(on, "webTest", test)).toThrow(/hidden-link/);
});
