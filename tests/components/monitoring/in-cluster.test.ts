import { parse } from "yaml";
import { at } from "../../../settings/untyped";
import { type Edits } from "../../stack/stack";
import { deployed } from "../deployed";
import { localStack } from "../full-stacks";
import { type Registered } from "../recorder";
import { plain } from "../../../sandbox/wire";

const mail = { host: "smtp.example.org", from: "binder@example.org", username: "binder" };
const all = {
  monitoring: {
    ...{ type: "inCluster", keep: "90d", size: "20Gi", storageClass: "fast" },
    alerts: { emails: ["a@example.org", "b@example.org"], smtp: mail, chat: "slack" },
  },
};
const secrets = { monitoringWebhook: "https://hooks.example.org/canary", monitoringSmtpPassword: "canary-password" };

async function made(edits: object, given: Edits = {}) {
  const { resources } = await deployed(given, localStack({ ...edits }));
  return resources.filter(({ name }) => name.startsWith("binderhub-monitoring"));
}

const of = (resources: readonly Registered[], name: string) =>
  plain(resources.find((one) => one.name === `binderhub-monitoring-${name}`)?.inputs);

test("without the setting, nothing is made", async () => expect(await made({})).toEqual([]));

describe("with everything set", () => {
  let resources: readonly Registered[];
  beforeAll(async () => {
    resources = await made(all, secrets);
  });
  const values = () => at(of(resources, "release"), "values");

  test("it may read pods of the hub's namespace and the nodes, and nothing else", () => {
    expect(at(of(resources, "role"), "rules")).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
    ]);
    expect(at(of(resources, "cluster-role"), "rules")).toEqual([
      { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    ]);
    // The chart's own rights read every ConfigMap of the cluster.
    expect(at(values(), "rbac", "create")).toBe(false);
    expect(at(values(), "kube-state-metrics", "rbac", "useClusterRole")).toBe(false);
    expect(at(values(), "kube-state-metrics", "collectors")).not.toContain("secrets");
  });

  test("numbers are kept as long, and where, as the settings say, and never fill the volume", () => {
    expect(at(values(), "server", "retention")).toBe("90d");
    expect(at(values(), "server", "persistentVolume")).toEqual({ size: "20Gi", storageClass: "fast" });
    expect(at(values(), "server", "retentionSize")).toBe("16384MB");
  });

  test("who is told, and how, without a secret in the configuration", () => {
    const config = at(values(), "alertmanager", "config");
    const [people] = at(config, "receivers") as readonly unknown[];
    expect(at(people, "email_configs")).toMatchObject([{ to: "a@example.org, b@example.org", send_resolved: true }]);
    expect(at(people, "slack_configs")).toMatchObject([{ api_url_file: "/etc/notify/webhook-url" }]);
    expect(at(config, "global")).toEqual({
      smtp_smarthost: "smtp.example.org:587",
      smtp_from: "binder@example.org",
      smtp_auth_username: "binder",
      smtp_auth_password_file: "/etc/notify/smtp-password",
    });
    expect(JSON.stringify(values())).not.toContain("canary");
    expect(Object.keys(at(of(resources, "notify"), "stringData") as object).sort()).toEqual([
      "smtp-password",
      "webhook-url",
    ]);
  });

  test("Prometheus tells Alertmanager", () => {
    const config: unknown = parse(String(at(of(resources, "config"), "stringData", "prometheus.yml")));
    expect(at(config, "alerting", "alertmanagers")).toEqual([
      { static_configs: [{ targets: ["binder-alertmanager:9093"] }] },
    ]);
    expect(at(config, "rule_files")).toEqual(["/etc/config/alerts.yml"]);
  });

  test("what is in no namespace has the namespace in its name, and does not go with it", () => {
    for (const name of ["cluster-role", "cluster-binding"]) {
      expect(at(of(resources, name), "metadata", "name")).toBe("hub-binder-monitoring");
    }
  });

  test("nobody but its own parts reaches it", () => {
    const own = { matchLabels: { "app.kubernetes.io/instance": "binder-monitoring" } };
    expect(at(of(resources, "policy"), "spec")).toEqual({
      podSelector: own,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: own }] }],
    });
  });
});

test("a secret that no setting uses goes nowhere", async () => {
  const resources = await made({ monitoring: { type: "inCluster" } }, secrets);
  expect(of(resources, "notify")).toBeUndefined();
});

test("where nobody is told, there is no Alertmanager", async () => {
  const resources = await made({ monitoring: { type: "inCluster" } });
  expect(at(of(resources, "release"), "values", "alertmanager")).toEqual({ enabled: false });
  expect(of(resources, "notify")).toBeUndefined();
  expect(String(at(of(resources, "config"), "stringData", "prometheus.yml"))).not.toContain("alerting");
});

test.each([
  ["teams", "msteamsv2_configs", "webhook_url_file"],
  ["webhook", "webhook_configs", "url_file"],
])("%s is told in its own way", async (chat, receivers, key) => {
  const given = { monitoringWebhook: secrets.monitoringWebhook };
  const resources = await made({ monitoring: { type: "inCluster", alerts: { chat } } }, given);
  const [people] = at(of(resources, "release"), "values", "alertmanager", "config", "receivers") as readonly unknown[];
  expect(at(people, receivers)).toMatchObject([{ [key]: "/etc/notify/webhook-url" }]);
});

test("values of the user's own are merged over it", async () => {
  const extraValues = { server: { image: { repository: "mirror.example.org/prometheus" } } };
  const resources = await made({ monitoring: { type: "inCluster", extraValues } });
  expect(at(of(resources, "release"), "values", "server")).toMatchObject({
    image: { repository: "mirror.example.org/prometheus" },
    fullnameOverride: "binder-prometheus",
  });
});
