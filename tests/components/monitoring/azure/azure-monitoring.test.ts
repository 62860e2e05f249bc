import { parse } from "yaml";
import { alertsOf } from "../../../../components/monitoring/alerts";
import { agentConfig, agentSettings } from "../../../../components/monitoring/azure/agent";
import { grafanaDashboard } from "../../../../components/monitoring/azure/grafana";
import { azureNames } from "../../../../components/monitoring/azure/names";
import { azureRules, duration } from "../../../../components/monitoring/azure/rules";
import { dashboards } from "../../../../components/monitoring/panels";
import { at } from "../../../../settings/untyped";
import { plain } from "../../../../sandbox/wire";
import { deployed } from "../../deployed";

const alerts = alertsOf({ namespace: "binderhub", pools: { users: 3 }, githubToken: true, checkEvery: 60 });
const watched = { monitoring: { type: "azure" }, exposure: { type: "singleHost", dnsLabel: "myhub" } };

async function made(edits: object) {
  const { resources } = await deployed({ ...edits });
  return (name: string) => plain(resources.find((one) => one.name === name)?.inputs);
}

test.each(["hubcluster", "a", "my_cluster_of_the_university_of_somewhere_and_its_friends_in_2026"])(
  "names fit what Azure takes: %s",
  (cluster) => {
    const names = azureNames(cluster);
    expect(names.metrics).toMatch(/^[a-zA-Z0-9-]{3,44}$/);
    expect(`${names.logs}-12345678`).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/);
    for (const { id } of dashboards) expect(names.dashboard(id)).toMatch(/^[a-zA-Z][a-z0-9A-Z-]{0,28}[a-z0-9A-Z]$/);
    for (const name of [names.metrics, names.logs, names.alerts, names.outside]) expect(name).not.toMatch(/--|^-/);
  },
);

test("times are written as Azure reads them", () => {
  expect(["1m", "30m", "60m", "90m", "180m"].map(duration)).toEqual(["PT1M", "PT30M", "PT1H", "PT1H30M", "PT3H"]);
});

test("the alerts are the same as everywhere, and go to those who are told", () => {
  const rules = azureRules(alerts, "/people");
  expect(rules.map(({ alert, expression }) => [alert, expression])).toEqual(
    alerts.map(({ name, expr }) => [name, expr]),
  );
  expect(rules.every(({ actions }) => actions[0]?.actionGroupId === "/people")).toBe(true);
  const severity = Object.fromEntries(rules.map((rule) => [rule.alert, rule.severity]));
  expect([severity.NobodyCanLaunch, severity.PushRefused]).toEqual([1, 3]);
  expect(azureRules(alerts, undefined).flatMap(({ actions }) => actions)).toEqual([]);
});

test("the agent reads by itself nothing that carries a name", () => {
  const lines = String(agentSettings()["default-scrape-settings-enabled"]).split("\n");
  expect(lines).toEqual(expect.arrayContaining(["kubelet = false", "cadvisor = false", "kubestate = false"]));
  expect(lines.filter((line) => !line.endsWith(" = false"))).toEqual([]);
});

test("the agent reads for the hub what Prometheus reads in the cluster", () => {
  const text = agentConfig({ namespace: "binderhub", binderPath: "/", hubPath: "", salt: "ab" })["prometheus-config"];
  const { scrape_configs: jobs } = parse(String(text)) as { scrape_configs: readonly Job[] };
  expect(jobs.map(({ job_name }) => job_name)).toEqual(["binder", "hub", "kube-state-metrics", "nodes", "machines"]);
  expect(at(jobs, "1", "authorization", "credentials_file")).toBe("/etc/prometheus/certs/hub-token");
  expect(at(jobs, "2", "static_configs", "0", "targets", "0")).toBe(
    "ama-metrics-ksm.kube-system.svc.cluster.local:8080",
  );
});

interface Job {
  readonly job_name: string;
}

test.each(dashboards)("every panel of $id has its place, its source and its unit", (dashboard) => {
  const { panels } = grafanaDashboard(dashboard);
  expect(panels.map(({ title }) => title)).toEqual(dashboard.panels.map(({ title }) => title));
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  const text = JSON.stringify(panels);
  expect(text).not.toContain("$window");
  expect(panels.every(({ targets }) => targets.every(({ datasource }) => datasource.uid === "${datasource}"))).toBe(
    true,
  );
});

test("the cluster's agent is on, and JupyterHub lets it in", async () => {
  const of = await made(watched);
  expect(at(of("cluster-aks"), "azureMonitorProfile", "metrics")).toEqual({
    enabled: true,
    kubeStateMetrics: { metricLabelsAllowlist: "", metricAnnotationsAllowList: "" },
  });
  expect(at(of("binderhub-release"), "values", "jupyterhub", "hub", "networkPolicy", "ingress")).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
          podSelector: { matchLabels: { rsName: "ama-metrics" } },
        },
      ],
      ports: [{ protocol: "TCP", port: 8081 }],
    },
  ]);
});

test("without it, the cluster is asked for as before", async () => {
  const of = await made({});
  expect(Object.keys(of("cluster-aks") as object)).not.toContain("azureMonitorProfile");
});

test("a hub with HTTPS has its certificate looked at, another has none", async () => {
  const https = { ...watched, exposure: { ...watched.exposure, https: { email: "a@example.org" } } };
  const rules = async (edits: object) => at((await made(edits))("binderhub-monitoring-look"), "validationRules");
  expect(await rules(https)).toMatchObject({ sSLCheck: true, sSLCertRemainingLifetimeCheck: 14 });
  expect(await rules(watched)).not.toHaveProperty("sSLCheck");
});

test("nobody looks from outside at a hub that has no public address", async () => {
  const of = await made({ monitoring: { type: "azure" }, exposure: { type: "clusterIP" } });
  expect(of("binderhub-monitoring-look")).toBeUndefined();
  expect(of("binderhub-monitoring-audit")).toBeDefined();
});

test("people are told by mail, a program only if a setting says so", async () => {
  const told = async (alerts: object) => {
    const { resources } = await deployed({
      monitoring: { type: "azure", alerts },
      monitoringWebhook: "https://hooks.example.org/a",
    });
    return plain(resources.find(({ name }) => name === "binderhub-monitoring-people")?.inputs);
  };
  expect(await told({})).toBeUndefined();
  expect(await told({ emails: ["a@example.org"] })).toMatchObject({
    emailReceivers: [{ emailAddress: "a@example.org", useCommonAlertSchema: true }],
    webhookReceivers: [],
  });
  expect(at(await told({ chat: "webhook" }), "webhookReceivers", "0", "serviceUri")).toBe(
    "https://hooks.example.org/a",
  );
});

test("records have an end, and a cap", async () => {
  const of = await made({ ...watched, monitoring: { type: "azure", logs: { keep: 90, dailyCap: 3 } } });
  expect(of("logs-workspace")).toMatchObject({ retentionInDays: 90, workspaceCapping: { dailyQuotaGb: 3 } });
});
