import { alertsOf } from "../../../components/monitoring/alerts";
import { ruleFile } from "../../../components/monitoring/rule-file";
import { type Changes, ended, healthy, minutes, pod, series, waited, waits } from "./healthy";
import { ask, notThere } from "./promtool";

const facts = {
  namespace: "binderhub",
  pools: { users: 5, gpu: 1 },
  githubToken: true,
  checkEvery: 60,
  schedule: true,
};
const alerts = alertsOf(facts);

/** An alert that fires: its labels, and the sentence that people read. */
interface Fires {
  readonly labels?: Readonly<Record<string, string>>;
  readonly says: string;
}

interface Fault {
  readonly changes: Changes;
  /** Minutes after it began. */
  readonly after: number;
  readonly fires: Readonly<Record<string, Fires | readonly Fires[]>>;
}

const from = (value: number, rise = 0) => ({ from: value, rise });
const atFault = (name: string) => (healthy[name]?.from ?? 0) + (healthy[name]?.rise ?? 0) * minutes.before;
const stands = (name: string) => ({ [name]: from(atFault(name)) });
/** So many more each hour. */
const rises = (name: string, perHour: number) => ({ [name]: from(atFault(name), perHour / 60) });

const failing = { says: "More than a fifth of the launches failed in the last hour" };
const nobody = { says: "Nobody could launch anything for half an hour" };
const waiting = { [pod("kube_pod_status_phase", `part="server",pod="server",uid="u2",phase="Pending"`)]: from(1) };
const noRoom = { says: "For ten minutes, people have been waiting for a place on a node" };
const nodes = (...numbers: number[]) =>
  Object.fromEntries(numbers.map((number) => [`kube_node_info{node="aks-users-1-vmss00000${number}"}`, from(1)]));
const silent = (job: string) => ({ labels: { job }, says: `${job} gives no numbers: other alerts are blind` });
const unchecked = { says: "The hub has not been checked for a long time" };
const unwoken = {
  says: "The schedule is not followed: nodes do not come when the hub opens, or servers run on when it sleeps",
};
const numbersOfBinder = Object.keys(healthy).filter(
  (name) => name.startsWith("binderhub_") || name.includes('"binder"}'),
);
const ends = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "ends" as const]));

const faults: Readonly<Record<string, Fault>> = {
  "no launch works": {
    changes: {
      ...stands(ended("success")),
      ...stands(ended("success", "check")),
      ...rises(ended("launch_failure"), 12),
    },
    after: 60,
    fires: { NobodyCanLaunch: nobody, LaunchesFail: failing },
  },
  "GitHub answers nobody": {
    changes: { ...stands(ended("success")), ...stands(ended("success", "check")), ...rises(ended("error"), 12) },
    after: 60,
    fires: { NobodyCanLaunch: nobody, LaunchesFail: failing },
  },
  "a third of the launches fails": {
    changes: { ...rises(ended("success"), 12), ...rises(ended("launch_failure"), 6) },
    after: 90,
    fires: { LaunchesFail: failing },
  },
  "launches take a minute and a half": {
    changes: Object.fromEntries(waits.slice(0, 4).map((le) => [waited(le), from(atFault(waited(le)))])),
    after: 90,
    fires: { LaunchesSlow: { says: "Launches take twice as long as in the last week" } },
  },
  "the registry takes no images": {
    changes: { [ended("push_failure")]: from(1) },
    after: 5,
    fires: { PushRefused: { says: "An image was built, and the registry did not take it" } },
  },
  "the hub is full": {
    changes: { [ended("quota")]: from(1) },
    after: 5,
    fires: { HubFull: { says: "People were turned away: a limit on servers is reached" } },
  },
  "GitHub has been asked too often": {
    changes: { binderhub_github_rate_limit_remaining: from(312) },
    after: 5,
    fires: { GitHubLimit: { says: "GitHub answers the hub only 312 more times in this hour" } },
  },
  "there is no room": { changes: waiting, after: 15, fires: { NoRoom: noRoom } },
  "there is no room, and the pool is as large as it may be": {
    changes: { ...waiting, ...nodes(2, 3, 4) },
    after: 15,
    fires: {
      NoRoom: noRoom,
      PoolFull: {
        labels: { pool: "users" },
        says: "The pool users has all the nodes that it may have, and people wait",
      },
    },
  },
  "the pool is as large as it may be, and nobody waits": { changes: nodes(2, 3, 4), after: 60, fires: {} },
  "a node is down": {
    changes: { 'kube_node_status_condition{node="aks-users-1-vmss000001",condition="Ready",status="true"}': from(0) },
    after: 15,
    fires: {
      NodeDown: { labels: { node: "aks-users-1-vmss000001" }, says: "The node aks-users-1-vmss000001 is not ready" },
    },
  },
  "the disk of a node fills": {
    changes: { 'container_fs_usage_bytes{node="aks-users-1-vmss000001",id="/",device="/dev/sda1"}': from(70e9, 1e9) },
    after: 60,
    fires: {
      NodeDiskFull: {
        labels: { node: "aks-users-1-vmss000001" },
        says: "The disk of the node aks-users-1-vmss000001 is almost full",
      },
    },
  },
  "a node is short of disk": {
    changes: {
      'kube_node_status_condition{node="aks-users-1-vmss000001",condition="DiskPressure",status="true"}': from(1),
    },
    after: 15,
    fires: {
      NodeDiskFull: {
        labels: { node: "aks-users-1-vmss000001" },
        says: "The disk of the node aks-users-1-vmss000001 is almost full",
      },
    },
  },
  "the hub's database has almost no room": {
    changes: { [pod("kubelet_volume_stats_available_bytes", `persistentvolumeclaim="hub-db-dir"`)]: from(0.5e9) },
    after: 20,
    fires: {
      VolumeFull: { labels: { persistentvolumeclaim: "hub-db-dir" }, says: "The volume hub-db-dir is almost full" },
    },
  },
  "the namespace's quota is almost used": {
    changes: { [pod("kube_resourcequota", `resourcequota="gke",resource="pods",type="used"`)]: from(95) },
    after: 15,
    fires: {
      QuotaAlmostUsed: {
        labels: { resourcequota: "gke", resource: "pods" },
        says: "The namespace has almost used its quota of pods",
      },
    },
  },
  "the hub starts again and again": {
    changes: {
      [pod("kube_pod_container_status_restarts_total", `part="hub",pod="hub",uid="hub",container="a"`)]: from(1, 0.1),
    },
    after: 60,
    fires: { PartRestarts: { labels: { part: "hub" }, says: "hub starts again and again" } },
  },
  "the proxy is gone": {
    changes: { [pod("kube_deployment_status_replicas_available", `deployment="proxy"`)]: from(0) },
    after: 10,
    fires: { PartDown: { labels: { deployment: "proxy" }, says: "proxy does not run" } },
  },
  "BinderHub gives no numbers": {
    changes: ends(numbersOfBinder),
    after: 330,
    fires: { PartSilent: silent("binder"), CheckSilent: unchecked },
  },
  "BinderHub cannot be reached": {
    changes: { ...ends(numbersOfBinder), 'up{job="binder"}': from(0) },
    after: 30,
    fires: { PartSilent: silent("binder") },
  },
  "the cluster's numbers are not there": {
    changes: ends(Object.keys(healthy).filter((name) => name.includes("kube"))),
    after: 30,
    fires: { PartSilent: silent("kube-state-metrics") },
  },
  "the certificate ends soon": {
    changes: { 'binderhub_check_state{probe="tls-days"}': from(1) },
    after: 5,
    fires: { CertificateTrouble: { says: "The last check found fault with the certificate, or it ends soon" } },
  },
  "there is no new backup": {
    changes: { 'binderhub_check_state{probe="backup"}': from(2) },
    after: 5,
    fires: {
      BackupTrouble: {
        says: "There is no new backup, or something is missing in it: npm run hub -- check --last",
      },
    },
  },
  "a check found something wrong": {
    changes: { 'binderhub_check_state{probe="launch"}': from(2) },
    after: 5,
    fires: {
      CheckFailed: {
        labels: { probe: "launch" },
        says: "The last check found something wrong (launch): npm run hub -- check --last",
      },
    },
  },
  "no check runs": {
    changes: { binderhub_check_end_timestamp_seconds: from(atFault("binderhub_check_end_timestamp_seconds")) },
    after: 359,
    fires: { CheckSilent: unchecked },
  },
  "the schedule's job is silent": {
    changes: {
      binderhub_schedule_done_timestamp_seconds: from(atFault("binderhub_schedule_done_timestamp_seconds")),
    },
    after: 22,
    fires: { WakeMissed: unwoken },
  },
  "the schedule's job has never run": {
    changes: ends(["binderhub_schedule_done_timestamp_seconds", "binderhub_schedule_late_seconds"]),
    after: 15,
    fires: { WakeMissed: unwoken },
  },
  "nodes do not come when the hub opens": {
    changes: { binderhub_schedule_late_seconds: from(0, 60) },
    after: 27,
    fires: { WakeMissed: unwoken },
  },
  "nodes come late when the hub opens": {
    changes: { binderhub_schedule_late_seconds: from(0, 60) },
    after: 19,
    fires: {},
  },
};

/** Which of all alerts fire at a time, and which do not. */
function expected(minute: number, fires: Fault["fires"]) {
  return alerts.map(({ name, severity }) => {
    const found = fires[name] ?? [];
    return {
      eval_time: `${minute}m`,
      alertname: name,
      exp_alerts: (Array.isArray(found) ? found : [found]).map(({ labels, says }: Fires) => ({
        exp_labels: { severity, ...labels },
        exp_annotations: { summary: says, runbook: `docs/alerts.md#${name.toLowerCase()}` },
      })),
    };
  });
}

function judged(changes: Changes, expectations: ReturnType<typeof expected>, rules = alerts): string {
  const tests = [{ interval: "1m", input_series: series(changes), alert_rule_test: expectations }];
  const file = { rule_files: ["rules.yml"], evaluation_interval: "1m", tests };
  return ask(["test", "rules", "test.yml"], { "rules.yml": ruleFile(rules), "test.yml": file });
}

if (notThere !== undefined) process.stderr.write(`Not tested: what makes alerts fire. For ${notThere}\n`);
const asked = notThere === undefined ? describe : describe.skip;

asked("by Prometheus's own tool", () => {
  test("the rules are rules", () => {
    expect(ask(["check", "rules", "rules.yml"], { "rules.yml": ruleFile(alerts) })).toBe("");
  });

  test.each([10, 60, 200, minutes.before + minutes.after - 1])("a healthy hub is silent in minute %i", (minute) => {
    expect(judged({}, expected(minute, {}))).toBe("");
  });

  test.each(Object.entries(faults))("when %s, exactly its alerts fire", (_name, { changes, after, fires }) => {
    const before = expected(minutes.before - 1, {});
    expect(judged(changes, [...before, ...expected(minutes.before + after, fires)])).toBe("");
  });
});

asked("of a cluster that is stopped while its hub sleeps", () => {
  const stops = alertsOf({ ...facts, stops: true });
  const nothing = ends(Object.keys(healthy));

  test("nothing is told while nothing is heard of it, and in others it is", () => {
    const silence = expected(minutes.before + 330, {});
    expect(judged(nothing, silence, stops)).toBe("");
    expect(judged(nothing, silence)).not.toBe("");
  });

  test.each(["BinderHub gives no numbers", "the cluster's numbers are not there"])("a fault is told: %s", (name) => {
    const { changes = {}, after = 0, fires = {} } = faults[name] ?? {};
    expect(judged(changes, expected(minutes.before + after, fires), stops)).toBe("");
  });
});

test("every alert has a fault here that makes it fire", () => {
  const fired = new Set(Object.values(faults).flatMap(({ fires }) => Object.keys(fires)));
  expect(alerts.map(({ name }) => name).filter((name) => !fired.has(name))).toEqual([]);
});

test("there are no more of them than Azure takes in a group", () => {
  // https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits: 20 rules in a group
  expect(alerts.length).toBeLessThanOrEqual(20);
});

test("without scheduled checks, and without pools of the stack's own, no alert asks for them", () => {
  const names = alertsOf({ namespace: "binderhub", pools: {}, githubToken: false }).map(({ name }) => name);
  const missing = alerts.map(({ name }) => name).filter((name) => !names.includes(name));
  expect(missing).toEqual([
    "PoolFull",
    "CertificateTrouble",
    "BackupTrouble",
    "CheckFailed",
    "CheckSilent",
    "WakeMissed",
  ]);
});
