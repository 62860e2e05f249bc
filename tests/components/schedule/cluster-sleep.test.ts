import { workflowName } from "../../../components/schedule/cluster-sleep";
import { at } from "../../../settings/untyped";
import { plain } from "../../../sandbox/wire";
import { deployed } from "../deployed";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const schedule = { ...office, sleep: "cluster", tell: ["ada@example.org", "bob@example.org"] };
const ours = async (edits = {}) => {
  const { named } = await deployed({ schedule, ...edits });
  return (name: string) => plain(named(`cluster-sleep-${name}`).inputs);
};

test("there is none where nodes alone sleep", async () => {
  const pools = { users: { role: "user" } };
  const { resources } = await deployed({ schedule: office, "azure.pools": pools });
  expect(resources.filter(({ name }) => name.startsWith("cluster-sleep"))).toEqual([]);
});

test("the workflow stops this cluster, and starts it, by the clocks of the schedule's zone", async () => {
  const definition = at((await ours())("workflow"), "definition");
  expect(at(definition, "triggers", "Start", "recurrence", "timeZone")).toBe("W. Europe Standard Time");
  expect(JSON.stringify(definition)).toMatch(/"https:\/\/management\.azure\.comcluster-aks-id\/stop\?/);
});

test("in another cloud, it asks that one", async () => {
  const cloud = { "azure-native:environment": "usgovernment", "azure-native:location": "usgovvirginia" };
  const definition = JSON.stringify((await ours(cloud))("workflow"));
  expect(definition).toContain("https://management.usgovcloudapi.net/");
  expect(definition).not.toContain("https://management.azure.com");
});

test("its identity may work on this cluster and on nothing else", async () => {
  const role = (await ours())("role");
  expect(role).toMatchObject({
    principalType: "ServicePrincipal",
    // Azure Kubernetes Service Contributor Role.
    roleDefinitionId: expect.stringMatching(/roleDefinitions\/ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8$/) as string,
    scope: "cluster-aks-id",
  });
});

test("people are told if a run fails", async () => {
  const made = await ours();
  expect(at(made("people"), "emailReceivers")).toMatchObject([
    { emailAddress: "ada@example.org" },
    { emailAddress: "bob@example.org" },
  ]);
  expect(made("failed")).toMatchObject({
    criteria: { allOf: [{ metricName: "RunsFailed", operator: "GreaterThan", threshold: 0 }] },
  });
});

test.each(["hub", "a".repeat(63)])("the cluster %s has a workflow with a name that Azure takes", (cluster) => {
  expect(workflowName(cluster)).toMatch(/^[-\w]{1,43}$/);
});
