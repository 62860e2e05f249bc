import { parse } from "yaml";
import { alertsOf } from "../../../components/monitoring/alerts";
import { dashboards } from "../../../components/monitoring/panels";
import { configFiles, files } from "../../../components/monitoring/prometheus";
import { at, isRecord } from "../../../settings/untyped";
import { ask, notThere } from "./promtool";

const context = {
  namespace: "binderhub",
  binderPath: "/services/binder/",
  hubPath: "",
  objects: "objects:8080",
  salt: "ab12",
};
const alerts = alertsOf({ namespace: "binderhub", pools: { users: 3 }, githubToken: false, checkEvery: 60 });
const written = configFiles(context, alerts, true);
const jobs = (parse(written[files.config]) as { scrape_configs: readonly Readonly<Record<string, unknown>>[] })
  .scrape_configs;

interface Relabeling {
  readonly action?: string;
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly target_label?: string;
  readonly replacement?: string;
}

type Labels = Readonly<Record<string, string>>;

/**
 * What Prometheus makes of a number's labels; `undefined` if it leaves the number out. Hashes are told by a mark.
 * @see https://github.com/prometheus/prometheus/blob/v3.14.0/model/relabel/relabel.go `relabel`
 */
function relabeled(job: string, labels: Labels): Labels | undefined {
  const rules = at(
    jobs.find((one) => one.job_name === job),
    "metric_relabel_configs",
  ) as readonly Relabeling[];
  const result: Record<string, string> = { ...labels };
  for (const rule of rules) {
    const { action = "replace", source_labels = [], separator = ";", regex = "(.*)" } = rule;
    const value = source_labels.map((label) => result[label] ?? "").join(separator);
    const match = new RegExp(`^(?:${regex})$`).exec(value);
    if (action === "keep" && match === null) return undefined;
    if (action === "drop" && match !== null) return undefined;
    if (action === "labeldrop") {
      for (const label of Object.keys(result))
        if (new RegExp(`^(?:${regex})$`).test(label)) Reflect.deleteProperty(result, label);
    }
    if (action === "hashmod") result[rule.target_label ?? ""] = `hash(${value.replace(";", "|")})`;
    if (action === "replace" && match !== null) {
      result[rule.target_label ?? ""] = (rule.replacement ?? "$1").replace(
        /\$(\d)/g,
        (_, group: string) => match[Number(group)] ?? "",
      );
    }
  }
  return result;
}

const ofPod = (pod: string) =>
  relabeled("kube-state-metrics", {
    __name__: "kube_pod_status_phase",
    namespace: "binderhub",
    pod,
    uid: "u",
    phase: "Running",
  });

if (notThere !== undefined)
  process.stderr.write(`Not tested: whether Prometheus takes its configuration. For ${notThere}\n`);
(notThere === undefined ? test : test.skip)("Prometheus takes the configuration", () => {
  const here = { ...written, [files.config]: written[files.config].replaceAll("/etc/config/", "") };
  expect(ask(["check", "config", "--syntax-only", files.config], here)).toBe("");
});

test.each([
  ["jupyter-ada-2elovelace---1f2e3d4c", "server"],
  ["jupyter-lab-2dhello-abc12", "server"],
  ["build-mygroup-2dsecret-2dproject-1a2b3c-4d5-6e", "build"],
])("neither a person nor a repository is in the labels of %s", (pod, part) => {
  const labels = ofPod(pod);
  expect(labels).toMatchObject({ pod: part, part, uid: "u" });
  expect(JSON.stringify(labels)).not.toMatch(/ada|lovelace|hello|secret|mygroup/);
});

test.each([
  ["binder-84f9d74656-mg2xm", "binder"],
  ["hub-64d8b47bdd-cjl9d", "hub"],
  ["binderhub-dind-jq9mn", "binderhub-dind"],
  ["binderhub-image-cleaner-7x2kq", "binderhub-image-cleaner"],
  ["user-scheduler-5d8f7c9b4-zz2xk", "user-scheduler"],
  ["binder-check-29385423-k4x8c", "binder-check"],
  ["binder-alertmanager-0", "binder-alertmanager"],
])("the pod %s is the part %s", (pod, part) => {
  expect(ofPod(pod)).toMatchObject({ pod, part });
});

test.each(["kube-state-metrics", "nodes"])("a person's volume has a number in place of a name: %s", (job) => {
  const of = (persistentvolumeclaim: string) =>
    relabeled(job, {
      __name__: job === "nodes" ? "kubelet_volume_stats_available_bytes" : "kube_persistentvolumeclaim_status_phase",
      ...{ namespace: "binderhub", persistentvolumeclaim },
    });
  expect(of("claim-ada-2elovelace")).toEqual({
    ...of("claim-x"),
    // What is hashed has the salt before it: names cannot be tried out by those who do not know it.
    persistentvolumeclaim: "claim-hash(ab12|claim-ada-2elovelace)",
  });
  expect(of("hub-db-dir")).toMatchObject({ persistentvolumeclaim: "hub-db-dir" });
  expect(Object.keys(of("hub-db-dir") ?? {}).filter((label) => label.startsWith("__tmp"))).toEqual([]);
});

test("nothing of another namespace is read, but nodes are", () => {
  const of = (labels: Labels) => relabeled("kube-state-metrics", labels);
  expect(of({ __name__: "kube_pod_status_phase", namespace: "other", pod: "a-0" })).toBeUndefined();
  expect(of({ __name__: "kube_node_info", node: "n" })).toMatchObject({ node: "n" });
});

test("numbers that carry addresses of repositories, and those of single pods on a node, are left out", () => {
  const repo = "https://github.com/mygroup/secret";
  for (const name of [
    "binderhub_launch_count_total",
    "binderhub_build_count_total",
    "binderhub_launch_count_created",
  ]) {
    expect(relabeled("binder", { __name__: name, repo })).toBeUndefined();
  }
  const cpu = "container_cpu_usage_seconds_total";
  expect(relabeled("machines", { __name__: cpu, id: "/kubepods/pod1", pod: "jupyter-ada" })).toBeUndefined();
  expect(relabeled("machines", { __name__: cpu, id: "/", node: "n" })).toBeDefined();
});

/** Names of numbers in PromQL. */
const namesIn = (expr: string) =>
  new Set(expr.match(/\b(binderhub|jupyterhub|kube|kubelet|container|machine|process)_\w+/g));

test("every number of an alert or a picture is read", () => {
  const asked = [
    ...alerts.map(({ expr }) => expr),
    ...dashboards.flatMap(({ panels }) => panels.flatMap(({ curves }) => curves.map(({ expr }) => expr))),
  ];
  const names = new Set(asked.flatMap((expr) => [...namesIn(expr)]));
  expect(names.size).toBeGreaterThan(20);
  const unread = [...names].filter((name) => {
    const labels = { __name__: name, namespace: "binderhub", id: "/", pod: "hub-0" };
    return jobs.every((job) => relabeled(String(job.job_name), labels) === undefined);
  });
  expect(unread).toEqual([]);
});

test("the same jobs are alive that an alert watches", () => {
  const watched = alerts.find(({ name }) => name === "PartSilent")?.expr ?? "";
  const names = [...watched.matchAll(/up\{job="([\w-]+)"\}/g)].map(([, name]) => name);
  expect(jobs.map((job) => job.job_name)).toEqual(expect.arrayContaining(names));
  expect(names).toContain("binder");
});

test("every selector of an alert names its number, as Azure asks for", () => {
  // https://learn.microsoft.com/azure/azure-monitor/essentials/prometheus-rule-groups
  for (const { expr } of alerts) expect(expr).not.toMatch(/(^|[\s(])\{/);
});

test("tokens stand in no text of the configuration", () => {
  expect(isRecord(written)).toBe(true);
  expect(JSON.stringify(jobs.find((job) => job.job_name === "hub"))).toContain("credentials_file");
});
