import { intervalSeconds } from "./rule-file";

/** What a panel's numbers are. */
export type Unit = "count" | "seconds" | "share" | "bytes" | "cores";

/** One curve, or one for each value of a label. */
export interface Curve {
  /** Its name: a text, or a label's value as `{{label}}`. */
  readonly name: string;
  /** PromQL. `$window` is the time from one point to the next, or the whole time of a number. */
  readonly expr: string;
}

/** A picture of some numbers. */
export interface Panel {
  readonly title: string;
  /** What a reader is to see in it. */
  readonly about: string;
  readonly unit: Unit;
  /** One number for the whole time, or curves over the time. */
  readonly kind: "number" | "curves";
  readonly curves: readonly Curve[];
}

/** Pictures for one kind of reader. */
export interface Dashboard {
  readonly id: "manager" | "operator";
  readonly title: string;
  readonly panels: readonly Panel[];
}

const people = 'by="people"';
const anybody = 'by=~".+"';
const faults = "build_failure|push_failure|launch_failure|error";
const ended = (outcomes: string, by = people) =>
  `sum(increase(binderhub_launch_end_total{${by}, outcome=~"${outcomes}"}[$window]))`;
const servers = (phase: string) => `sum(kube_pod_status_phase{part="server", phase="${phase}"})`;
const succeeded = (by: string) => `${ended("success", by)} / (${ended(`success|${faults}`, by)} > 0)`;
const wait = (share: number, built: string, by: string) =>
  `histogram_quantile(${share}, sum by (le) (rate(binderhub_launch_wait_seconds_bucket{${by}, built=~"${built}"}[$window])))`;
/** What pods of a namespace ask for, of what all nodes have. */
const asked = (resource: string) =>
  `sum(kube_pod_container_resource_requests{resource="${resource}"}) / sum(kube_node_status_allocatable{resource="${resource}"})`;

const manager: readonly Panel[] = [
  {
    title: "Launches",
    about: "Servers that people got",
    unit: "count",
    kind: "number",
    curves: [{ name: "launches", expr: ended("success") }],
  },
  {
    title: "Success",
    about:
      "Launches that ended with a server, of all that the hub tried. Those of checks, as long as no person has launched",
    unit: "share",
    kind: "number",
    curves: [{ name: "success", expr: `${succeeded(people)} or ${succeeded(anybody)}` }],
  },
  {
    title: "Wait",
    about:
      "Half of the people waited less than this, from the click to the server. Checks, as long as no person has launched",
    unit: "seconds",
    kind: "number",
    curves: [{ name: "half of the people", expr: `${wait(0.5, ".+", people)} > 0 or ${wait(0.5, ".+", anybody)}` }],
  },
  {
    title: "Node hours",
    about: "Hours of nodes that were there: most of the cost",
    unit: "count",
    kind: "number",
    // A node counts once in each reading.
    curves: [{ name: "node hours", expr: `sum(sum_over_time(kube_node_info[$window])) * ${intervalSeconds / 3600}` }],
  },
  {
    title: "People",
    about: "People who were active within a day, a week, and thirty days. Without a login, each launch is a new person",
    unit: "count",
    kind: "curves",
    curves: [{ name: "{{period}}", expr: "max by (period) (jupyterhub_active_users)" }],
  },
  {
    title: "Launches over time",
    about: "How launches ended. docs/monitoring.md says what the ends mean",
    unit: "count",
    kind: "curves",
    curves: [
      { name: "{{outcome}}", expr: `sum by (outcome) (increase(binderhub_launch_end_total{${people}}[$window]))` },
    ],
  },
  {
    title: "Servers",
    about: "Servers of people that ran at the same time",
    unit: "count",
    kind: "curves",
    curves: [{ name: "servers", expr: `${servers("Running")} or vector(0)` }],
  },
  {
    title: "Nodes",
    about: "Nodes that were there: what is paid for",
    unit: "count",
    kind: "curves",
    curves: [{ name: "nodes", expr: "count(kube_node_info)" }],
  },
];

const operator: readonly Panel[] = [
  {
    title: "Checks",
    about: "Probes of the last scheduled check that found something wrong, or something that needs attention soon",
    unit: "count",
    kind: "curves",
    curves: [
      { name: "wrong", expr: "count(binderhub_check_state == 2) or 0 * count(binderhub_check_state)" },
      { name: "soon", expr: "count(binderhub_check_state == 1) or 0 * count(binderhub_check_state)" },
    ],
  },
  {
    title: "Ends of launches",
    about: "How all launches ended, those of checks too",
    unit: "count",
    kind: "curves",
    curves: [{ name: "{{outcome}}", expr: "sum by (outcome) (increase(binderhub_launch_end_total[$window]))" }],
  },
  {
    title: "Wait without a build",
    about: "From the click to the server, where the image was there already",
    unit: "seconds",
    kind: "curves",
    curves: [0.5, 0.95].map((share) => ({
      name: `${share * 100} %`,
      expr: wait(share, "false", anybody),
    })),
  },
  {
    title: "Wait with a build",
    about: "From the click to the server, where the image was built first",
    unit: "seconds",
    kind: "curves",
    curves: [0.5, 0.95].map((share) => ({
      name: `${share * 100} %`,
      expr: wait(share, "true", anybody),
    })),
  },
  {
    title: "Under way",
    about: "Builds and launches at the moment",
    unit: "count",
    kind: "curves",
    curves: [
      { name: "builds", expr: "sum(binderhub_inprogress_builds)" },
      { name: "launches", expr: "sum(binderhub_inprogress_launches)" },
    ],
  },
  {
    title: "Servers",
    about: "Servers that run, and those that wait for a place or an image",
    unit: "count",
    kind: "curves",
    curves: [
      { name: "run", expr: `${servers("Running")} or vector(0)` },
      { name: "wait", expr: `${servers("Pending")} or vector(0)` },
    ],
  },
  {
    title: "Reserved",
    about: "What the hub's pods ask for, of what the nodes have. At 100 %, people wait for a node",
    unit: "share",
    kind: "curves",
    curves: [
      { name: "cores", expr: asked("cpu") },
      { name: "memory", expr: asked("memory") },
    ],
  },
  {
    title: "Cores in use",
    about: "Of each node",
    unit: "cores",
    kind: "curves",
    curves: [{ name: "{{node}}", expr: 'sum by (node) (rate(container_cpu_usage_seconds_total{id="/"}[$window]))' }],
  },
  {
    title: "Memory in use",
    about: "Of each node",
    unit: "bytes",
    kind: "curves",
    curves: [{ name: "{{node}}", expr: 'sum by (node) (container_memory_working_set_bytes{id="/"})' }],
  },
  {
    title: "Volumes",
    about: "How full they are. Those of persons have no names here",
    unit: "share",
    kind: "curves",
    curves: [
      {
        name: "{{persistentvolumeclaim}}",
        expr: "max by (persistentvolumeclaim) (1 - kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes)",
      },
    ],
  },
  {
    title: "Memory of the hub's parts",
    about: "BinderHub and JupyterHub",
    unit: "bytes",
    kind: "curves",
    curves: [{ name: "{{job}}", expr: 'sum by (job) (process_resident_memory_bytes{job=~"binder|hub"})' }],
  },
  {
    title: "Restarts",
    about: "Of the hub's parts",
    unit: "count",
    kind: "curves",
    curves: [
      {
        name: "{{part}}",
        expr: 'sum by (part) (increase(kube_pod_container_status_restarts_total{part!~"server|build"}[$window]))',
      },
    ],
  },
  {
    title: "GitHub",
    about: "How often GitHub answers the hub before the hour is over",
    unit: "count",
    kind: "curves",
    curves: [{ name: "left", expr: "min(binderhub_github_rate_limit_remaining)" }],
  },
  {
    title: "JupyterHub starts a server",
    about: "From its request to the server",
    unit: "seconds",
    kind: "curves",
    curves: [
      {
        name: "half of them",
        expr: 'histogram_quantile(0.5, sum by (le) (rate(jupyterhub_server_spawn_duration_seconds_bucket{status="success"}[$window])))',
      },
    ],
  },
];

/** The pictures of a hub. */
export const dashboards: readonly Dashboard[] = [
  { id: "manager", title: "BinderHub: use", panels: manager },
  { id: "operator", title: "BinderHub: operation", panels: operator },
];
