import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  launchColumns,
  logAgentSettings,
  type LogFlows,
  logFlows,
  unloggedValues,
} from "../../../../components/monitoring/azure/log-flows";
import { sure } from "../../../../settings/refusal";
import { transformed } from "./kql";

/** The line of a launch, as docs/monitoring.md shows it. */
const page = readFileSync(join(__dirname, "../../../../docs/monitoring.md"), "utf8");
const launch = JSON.parse(sure(/```json\n([\s\S]+?)```/.exec(page)?.[1], "example")) as Record<string, unknown>;

const line = (PodName: string, ContainerName: string, LogMessage: unknown = "text") => ({
  ...{ TimeGenerated: "2026-11-27T22:02:21Z", PodNamespace: "binderhub", PodName, ContainerName, LogMessage },
});
const ofBinder = (message: unknown) => line("binder-5d7c9b-x2x4z", "binder", message);

/** Tables that a line comes to. */
function tablesOf(row: object, flows: Partial<LogFlows> = {}): string[] {
  return logFlows({ namespace: "binderhub", parts: true, launches: true, ...flows })
    .filter(({ transformKql }) => transformed(transformKql, { ...row }) !== undefined)
    .map((flow) => ("outputStream" in flow ? flow.outputStream.replace("Custom-", "") : "ContainerLogV2"));
}

test.each([
  ["a line of BinderHub", ofBinder("200 GET /"), ["ContainerLogV2"]],
  ["a line of BinderHub that is another JSON", ofBinder({ schema: "other" }), ["ContainerLogV2"]],
  ["a launch", ofBinder(launch), ["BinderLaunches_CL"]],
  ["a launch that comes as text", ofBinder(JSON.stringify(launch)), ["BinderLaunches_CL"]],
  ["a line of JupyterHub", line("hub-5d7c9b-x2x4z", "hub"), ["ContainerLogV2"]],
  ["a line of a person's server", line("jupyter-ada", "notebook"), []],
  ["a line of a build", line("build-a-b-c", "builder"), []],
  ["a launch that a person made up", line("jupyter-ada", "notebook", launch), []],
  ["a launch that somebody made up elsewhere", { ...ofBinder(launch), PodNamespace: "other" }, []],
  ["a line of another namespace", { ...ofBinder("text"), PodNamespace: "other" }, []],
])("%s goes where it belongs, once", (_what, row, tables) => {
  expect(tablesOf(row)).toEqual(tables);
});

test("what is not to be kept goes nowhere, and a launch not among the other lines", () => {
  expect(tablesOf(ofBinder("text"), { parts: false })).toEqual([]);
  expect(tablesOf(ofBinder(launch), { launches: false })).toEqual([]);
});

test("the record of launches has every field of the line, and the columns of its table", () => {
  const flow = sure(logFlows({ namespace: "binderhub", parts: false, launches: true })[0], "flow");
  const { timestamp, schema, version, ...fields } = launch;
  const record = sure(transformed(flow.transformKql, ofBinder(launch)), "record");
  expect(Object.values(record)).toEqual([timestamp, ...Object.values(fields)]);
  expect(Object.keys(record)).toEqual(launchColumns.map(({ name }) => name));
  expect([schema, version]).toEqual(["binderhub-azure/launch", 1]);
});

test("other lines are kept as they come", () => {
  const flow = sure(logFlows({ namespace: "binderhub", parts: true, launches: false })[0], "flow");
  expect(transformed(flow.transformKql, ofBinder("text"))).toEqual(ofBinder("text"));
});

// https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-filter#annotation-based-filtering-for-workloads
test("people's servers ask to be left out, and the agent heeds it", () => {
  expect(unloggedValues).toEqual({
    jupyterhub: { singleuser: { extraAnnotations: { "fluentbit.io/exclude": "true" } } },
  });
  expect(logAgentSettings()["log-data-collection-settings"]).toContain(
    "[log_collection_settings.filter_using_annotations]\nenabled = true",
  );
});

test("no variables of the environment are collected", () => {
  expect(logAgentSettings()["log-data-collection-settings"]).toContain(
    "[log_collection_settings.env_var]\nenabled = false",
  );
});
