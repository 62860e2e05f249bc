import { isRecord } from "../../../settings/untyped";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { omitting } from "../../../sandbox/azure/arm";
import { asInputs } from "../../../sandbox/azure/drift";
import { acr, address, answer, cluster, emptyScene, group, make, modelOf, usersPool, withCluster } from "./scene";

const sdk = dirname(require.resolve("@pulumi/azure-native/package.json"));
const source = (path: string) => readFileSync(join(sdk, path), "utf8");

/** Names of the properties of an interface in the SDK's declarations. */
function namesIn(text: string, name: string): string[] {
  const [, indent = "", body = ""] =
    new RegExp(`^( *)(?:export )?interface ${name} \\{\\n([\\s\\S]*?)^\\1\\}`, "m").exec(text) ?? [];
  if (body === "") throw new Error(`no interface ${name}`);
  return [...body.matchAll(new RegExp(`^${indent}    (?:readonly )?(\\w+)\\??:`, "gm"))].map(([, found = ""]) => found);
}

const types = [
  ["group", "resources/resourceGroup", "ResourceGroup"],
  ["cluster", "containerservice/managedCluster", "ManagedCluster"],
  ["pool", "containerservice/agentPool", "AgentPool"],
  ["address", "network/publicIPAddress", "PublicIPAddress"],
  ["registry", "containerregistry/registry", "Registry"],
  ["assignment", "authorization/roleAssignment", "RoleAssignment"],
  ["record", "dns/recordSet", "RecordSet"],
  ["vault", "keyvault/vault", "Vault"],
  ["key", "keyvault/key", "Key"],
  ["identity", "managedidentity/userAssignedIdentity", "UserAssignedIdentity"],
  ["federatedCredential", "managedidentity/federatedIdentityCredential", "FederatedIdentityCredential"],
  ["storageAccount", "storage/storageAccount", "StorageAccount"],
  ["blobService", "storage/blobServiceProperties", "BlobServiceProperties"],
  ["blobContainer", "storage/blobContainer", "BlobContainer"],
  ["metrics", "monitor/azureMonitorWorkspace", "AzureMonitorWorkspace"],
  ["collectionEndpoint", "monitor/dataCollectionEndpoint", "DataCollectionEndpoint"],
  ["collectionRule", "monitor/dataCollectionRule", "DataCollectionRule"],
  ["collectionAssociation", "monitor/dataCollectionRuleAssociation", "DataCollectionRuleAssociation"],
  ["diagnosticSetting", "monitor/diagnosticSetting", "DiagnosticSetting"],
  ["actionGroup", "monitor/actionGroup", "ActionGroup"],
  ["metricAlert", "monitor/metricAlert", "MetricAlert"],
  ["ruleGroup", "alertsmanagement/prometheusRuleGroup", "PrometheusRuleGroup"],
  ["dashboard", "dashboard/dashboard", "Dashboard"],
  ["dashboardDefinition", "dashboard/dashboardDefinition", "DashboardDefinition"],
  ["logs", "operationalinsights/workspace", "Workspace"],
  ["logsTable", "operationalinsights/table", "Table"],
  ["insights", "applicationinsights/component", "Component"],
  ["webTest", "applicationinsights/webTest", "WebTest"],
  ["budget", "consumption/budget", "Budget"],
  ["workflow", "logic/workflow", "Workflow"],
] as const;

describe.each(types)("the schema of a %s", (name, file, type) => {
  const { schema } = modelOf(name);

  it("has the inputs of the SDK", () => {
    const inputs = [...Object.keys(schema.path), ...schema.body].sort();
    expect(inputs).toEqual(namesIn(source(`${file}.d.ts`), `${type}Args`).sort());
  });

  it("has the API's version of the SDK", () => {
    expect(source(`${file}.d.ts`)).toContain(`Uses Azure REST API version ${schema.apiVersion}.`);
  });
});

describe("what Azure answers", () => {
  const scene = emptyScene();
  const ids = {
    ...withCluster(scene),
    address: make(scene, "address", address),
    registry: make(scene, "registry", acr),
  };
  const answers = [
    ["group", ids.group, "resources/getResourceGroup", "GetResourceGroupResult"],
    ["cluster", ids.cluster, "containerservice/getManagedCluster", "GetManagedClusterResult"],
    ["pool", ids.users, "containerservice/getAgentPool", "GetAgentPoolResult"],
    ["address", ids.address, "network/getPublicIPAddress", "GetPublicIPAddressResult"],
    ["registry", ids.registry, "containerregistry/getRegistry", "GetRegistryResult"],
  ] as const;

  test.each(answers)("of a %s has only what the SDK knows", (name, id, file, result) => {
    const known = namesIn(source(`${file}.d.ts`), result);
    expect(Object.keys(answer(scene, name, id)).filter((key) => !known.includes(key))).toEqual([]);
  });

  test.each(answers)("of a %s leaves what was asked for as it was asked for", (name, id) => {
    const asked = { group, cluster, pool: usersPool, address, registry: acr }[name];
    const given = omitting(["agentPoolProfiles"], asInputs(modelOf(name).schema, asked));
    expect(answer(scene, name, id)).toMatchObject(given);
  });

  // What cannot be set is no input: it would be drift for ever.
  it("of a cluster's pools has as inputs only what can be given", () => {
    const pools = asInputs(modelOf("cluster").schema, answer(scene, "cluster", ids.cluster)).agentPoolProfiles;
    const declarations = source("types/input.d.ts");
    const here = declarations.slice(declarations.indexOf("namespace containerservice {"));
    const known = namesIn(here, "ManagedClusterAgentPoolProfileArgs");
    const given = (Array.isArray(pools) ? pools : []).filter(isRecord).flatMap((pool) => Object.keys(pool));
    expect(given.filter((key) => !known.includes(key))).toEqual([]);
    expect(existsSync(join(sdk, "types/input.d.ts"))).toBe(true);
  });

  it("of a cluster's network has as inputs only what can be given", () => {
    const declarations = source("types/input.d.ts");
    const here = declarations.slice(declarations.indexOf("namespace containerservice {"));
    const { networkProfile, identity } = asInputs(modelOf("cluster").schema, answer(scene, "cluster", ids.cluster));
    const balancer = (networkProfile as Record<string, object>).loadBalancerProfile ?? {};
    const unknown = (value: object, type: string) =>
      Object.keys(value).filter((key) => !namesIn(here, type).includes(key));
    expect(unknown(networkProfile as object, "ContainerServiceNetworkProfileArgs")).toEqual([]);
    expect(unknown(balancer, "ManagedClusterLoadBalancerProfileArgs")).toEqual([]);
    expect(unknown(identity as object, "ManagedClusterIdentityArgs")).toEqual([]);
  });
});
