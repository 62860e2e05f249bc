/** How a number goes, minute by minute: from, and how much it rises each minute. */
export interface Course {
  readonly from: number;
  readonly rise?: number;
}

/** What happens to a series at the hour of the fault: it goes on otherwise, or it ends. */
export type Change = Course | "ends";

export type Changes = Readonly<Record<string, Change>>;

/** Minutes before the fault, and after it. */
export const minutes = { before: 360, after: 360 } as const;

const outcomes = [
  ...(["success", "build_failure", "push_failure", "launch_failure", "quota"] as const),
  ...(["closed", "rate_limited", "refused", "error", "left"] as const),
];

export const ended = (outcome: string, by = "people") => `binderhub_launch_end_total{outcome="${outcome}",by="${by}"}`;

/** Upper ends of times that people wait, in seconds. */
export const waits = ["10", "20", "45", "60", "120", "+Inf"] as const;

export const waited = (le: string) => `binderhub_launch_wait_seconds_bucket{built="false",by="people",le="${le}"}`;

export const pod = (name: string, more: string) => `${name}{namespace="binderhub",${more}}`;

const still = (from: number): Course => ({ from });

/**
 * The numbers of a hub that is well: a launch every five minutes, of which one in twelve has a Dockerfile that does not build, one in thirty fails; a
 * person who follows a link to nothing; half of the people wait less than 20 seconds; people come and go.
 */
export const healthy: Readonly<Record<string, Course>> = {
  ...Object.fromEntries(["binder", "hub", "kube-state-metrics", "nodes"].map((job) => [`up{job="${job}"}`, still(1)])),
  ...Object.fromEntries(outcomes.flatMap((outcome) => ["people", "check"].map((by) => [ended(outcome, by), still(0)]))),
  [ended("success")]: { from: 7, rise: 0.2 },
  [ended("success", "check")]: { from: 0, rise: 1 / 60 },
  [ended("build_failure")]: { from: 2, rise: 1 / 60 },
  [ended("launch_failure")]: { from: 1, rise: 1 / 150 },
  [ended("refused")]: { from: 1, rise: 1 / 30 },
  ...Object.fromEntries(waits.map((le) => [waited(le), { from: 0, rise: le === "10" ? 0.05 : 0.2 }])),
  [`binderhub_launch_wait_seconds_count{built="false",by="people"}`]: { from: 0, rise: 0.2 },
  binderhub_github_rate_limit_remaining: still(4800),
  // The job of the schedule runs every five minutes; nodes that it waits for come within ten.
  binderhub_schedule_late_seconds: still(600),
  binderhub_schedule_done_timestamp_seconds: { from: -300, rise: 60 },
  ...Object.fromEntries(
    ["binder", "hub", "proxy", "user-scheduler"].map((name) => [
      pod("kube_deployment_status_replicas_available", `deployment="${name}"`),
      still(1),
    ]),
  ),
  ...Object.fromEntries(
    ["binder", "hub", "proxy"].map((part) => [
      pod("kube_pod_container_status_restarts_total", `part="${part}",pod="${part}",uid="${part}",container="a"`),
      still(1),
    ]),
  ),
  // A program of a person's own that ends again and again.
  [pod("kube_pod_container_status_restarts_total", `part="server",pod="server",uid="u1",container="notebook"`)]: {
    from: 0,
    rise: 0.5,
  },
  [pod("kube_pod_status_phase", `part="server",pod="server",uid="u1",phase="Running"`)]: still(1),
  [pod("kube_pod_status_phase", `part="server",pod="server",uid="u1",phase="Pending"`)]: still(0),
  ...Object.fromEntries(
    ["aks-users-1-vmss000000", "aks-users-1-vmss000001", "aks-system-1-vmss000000"].flatMap((node) => [
      [`kube_node_info{node="${node}"}`, still(1)],
      [`kube_node_status_condition{node="${node}",condition="Ready",status="true"}`, still(1)],
      [`kube_node_status_condition{node="${node}",condition="DiskPressure",status="true"}`, still(0)],
      [`container_fs_usage_bytes{node="${node}",id="/",device="/dev/sda1"}`, still(70e9)],
      [`container_fs_limit_bytes{node="${node}",id="/",device="/dev/sda1"}`, still(128e9)],
      [`container_fs_usage_bytes{node="${node}",id="/",device="overlay"}`, still(0)],
      [`container_fs_limit_bytes{node="${node}",id="/",device="overlay"}`, still(0)],
    ]),
  ),
  ...Object.fromEntries(
    ["hub-db-dir", "claim-123456"].flatMap((claim) => [
      [pod("kubelet_volume_stats_available_bytes", `persistentvolumeclaim="${claim}"`), still(7e9)],
      [pod("kubelet_volume_stats_capacity_bytes", `persistentvolumeclaim="${claim}"`), still(10e9)],
    ]),
  ),
  [pod("kube_resourcequota", `resourcequota="gke",resource="pods",type="used"`)]: still(40),
  [pod("kube_resourcequota", `resourcequota="gke",resource="pods",type="hard"`)]: still(100),
  [`binderhub_check_state{probe="tls-days"}`]: still(0),
  [`binderhub_check_state{probe="launch"}`]: still(0),
  [`binderhub_check_state{probe="events"}`]: still(1),
  // A check ends each minute here: only how old the last one is counts.
  binderhub_check_end_timestamp_seconds: { from: -600, rise: 60 },
};

/** A series before and after the fault, as promtool reads it. @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
export function series(changes: Changes) {
  const names = new Set([...Object.keys(healthy), ...Object.keys(changes)]);
  return [...names].map((name) => {
    const course = healthy[name];
    const before = course === undefined ? `_x${minutes.before}` : written(course, minutes.before);
    const change = changes[name];
    if (change === "ends") return { series: name, values: before };
    const after = change ?? { ...course, from: (course?.from ?? 0) + (course?.rise ?? 0) * minutes.before };
    return { series: name, values: `${before} ${written(after, minutes.after)}` };
  });
}

const written = ({ from, rise = 0 }: Course, samples: number) =>
  `${from}${rise < 0 ? "-" : "+"}${Math.abs(rise)}x${samples - 1}`;
