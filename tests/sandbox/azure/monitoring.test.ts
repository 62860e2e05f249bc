import { type Properties, type Scene } from "../../../sandbox/model";
import { asInputs } from "../../../sandbox/azure/drift";
import { answer, cluster, emptyScene, group, make, modelOf, withCluster } from "./scene";

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

describe("a table of a workspace for logs", () => {
  const inWorkspace = { resourceGroupName: "testhub", workspaceName: "hub-logs" };
  const columns = [{ name: "TimeGenerated", type: "dateTime" }];
  const table = {
    ...{ ...inWorkspace, tableName: "Launches_CL", retentionInDays: 90, totalRetentionInDays: 90 },
    schema: { name: "Launches_CL", columns },
  };
  const withWorkspace = () => {
    const on = scene();
    return { on, workspaceResourceId: make(on, "logs", { ...here, workspaceName: "hub-logs" }) };
  };

  test("must be there before a rule that writes into it", () => {
    const { on, workspaceResourceId } = withWorkspace();
    const rule = {
      ...{ ...here, dataCollectionRuleName: "hub-logs", kind: "Linux" },
      destinations: { logAnalytics: [{ workspaceResourceId, name: "logs" }] },
      dataFlows: [{ streams: [], destinations: ["logs"], outputStream: "Custom-Launches_CL" }],
    };
    expect(() => make(on, "collectionRule", rule)).toThrow(/Table for output stream is not available/);
    make(on, "logsTable", table);
    expect(() => make(on, "collectionRule", rule)).not.toThrow();
  });

  test("needs its workspace", () => {
    expect(() => make(scene(), "logsTable", table)).toThrow(/workspaces/);
  });

  test.each([
    ["has a column with the time", { schema: { columns: [{ name: "Person", type: "string" }] } }, /TimeGenerated/],
    ["is kept for four days at least", { retentionInDays: 3 }, /out of range/],
    ["is kept for whole years after the second", { totalRetentionInDays: 800 }, /out of range/],
  ])("%s", (_what, edits, why) => {
    expect(() => make(withWorkspace().on, "logsTable", { ...table, ...edits })).toThrow(why);
  });

  test("has a name that says that it is a custom one", () => {
    expect(modelOf("logsTable").check?.({ ...table, tableName: "Launches" })).toHaveLength(1);
    expect(modelOf("logsTable").check?.(table)).toEqual([]);
  });

  test("has what Azure fills in, and nothing of it is an input", () => {
    const { on } = withWorkspace();
    const answered = answer(on, "logsTable", make(on, "logsTable", table));
    expect(answered).toMatchObject({ retentionInDaysAsDefault: false, schema: { tableType: "CustomLog" } });
    expect(asInputs(modelOf("logsTable").schema, answered).schema).toEqual(table.schema);
  });
});

test("a rule for logs needs its workspace", () => {
  const destinations = { logAnalytics: [{ workspaceResourceId: "/gone", name: "logs" }] };
  const rule = { ...here, dataCollectionRuleName: "hub-logs", destinations, dataFlows: [] };
  expect(() => make(scene(), "collectionRule", rule)).toThrow(/gone/);
});

test("a cluster's agent for logs has a workspace", () => {
  const on = emptyScene();
  make(on, "group", group);
  const omsagent = (config: object) => ({ ...cluster, addonProfiles: { omsagent: { enabled: true, config } } });
  expect(() => make(on, "cluster", omsagent({ useAADAuth: "true" }))).toThrow(/logAnalyticsWorkspaceResourceID/);
  const bound = omsagent({ logAnalyticsWorkspaceResourceID: "/logs", useAADAuth: "true" });
  expect(() => make(on, "cluster", bound)).not.toThrow();
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
