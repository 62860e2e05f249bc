import { collectsLogs } from "../../../../components/monitoring/azure/logs-workspace";
import { monitoring } from "../../../../components/monitoring/settings";
import { at } from "../../../../settings/untyped";
import { plain } from "../../../../sandbox/wire";
import { deployed } from "../../deployed";

const none = { audit: false, parts: false, launches: { record: false } };
const settings = (logs: object) => ({ monitoring: { type: "azure", outside: "off", logs: { ...none, ...logs } } });

const workspaceOf = async (logs: object) =>
  (await deployed(settings(logs))).resources.find(({ name }) => name === "logs-workspace");

test.each([{ audit: true }, { parts: true }, { launches: { record: true } }])("there is one for %j", async (logs) => {
  expect(await workspaceOf(logs)).toBeDefined();
});

test("there is none if nothing is kept in it", async () => expect(await workspaceOf({})).toBeUndefined());

test("it is made after the resource group, and not after the cluster", async () => {
  const { resources, named } = await deployed(settings({ parts: true }));
  const { dependencies } = named("logs-workspace");
  const names = resources.filter(({ urn }) => dependencies.includes(urn)).map(({ name }) => name);
  expect(names).toContain("cluster-group");
  expect(names).not.toContain("cluster-aks");
});

test("the cluster's agent is on where it has something to collect, and bound to the workspace", async () => {
  const cluster = async (logs: object) => plain((await deployed(settings(logs))).named("cluster-aks").inputs);
  const { urn } = (await deployed(settings({ parts: true }))).named("logs-workspace");
  const omsagent = at(await cluster({ parts: true }), "addonProfiles", "omsagent");
  expect(omsagent).toMatchObject({ enabled: true, config: { useAADAuth: "true" } });
  expect(String(at(omsagent, "config", "logAnalyticsWorkspaceResourceID"))).toContain(
    urn.slice(urn.lastIndexOf("::") + 2),
  );
  expect(at(await cluster({ audit: true }), "addonProfiles")).toBeUndefined();
});

test.each(["none", "inCluster"])("no agent of Azure's collects for the type %s", (type) => {
  expect(collectsLogs({ monitoring: monitoring.parse({ type }) })).toBe(false);
});
