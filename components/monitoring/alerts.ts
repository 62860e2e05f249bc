/** How much an alert hurries. `page`: people cannot work, now. `ticket`: in working hours. */
export type Severity = "page" | "ticket";

/** Something that the people who run the hub want to be told of. */
export interface Alert {
  /** Its name, and the title of its part of docs/alerts.md. */
  readonly name: string;
  readonly severity: Severity;
  /** PromQL: has a value as long as something is wrong. */
  readonly expr: string;
  /** How long it must have been wrong: a Prometheus duration. */
  readonly for: string;
  /** A sentence for the subject of a message, with Prometheus's templates. */
  readonly summary: string;
}

/** What the alerts depend on. */
export interface AlertFacts {
  /** The hub's namespace. */
  readonly namespace: string;
  /** Largest number of nodes of each pool for users' servers that the stack makes. */
  readonly pools: Readonly<Record<string, number>>;
  /** Whether GitHub is asked with a token: 5,000 times an hour in place of 60. */
  readonly githubToken: boolean;
  /** Minutes from one scheduled check to the next. @default there are none */
  readonly checkEvery?: number;
  /** Whether the hub sleeps and wakes by a schedule. @default false */
  readonly schedule?: boolean;
}

/** Launches that ended so. Every way to end begins at 0, so that the first one is seen as a rise: python/launches.py. */
const launches = (outcomes: string, within: string) =>
  `sum(increase(binderhub_launch_end_total{outcome=~"${outcomes}"}[${within}]))`;

/** Ends that are the hub's fault. A build that fails is, as a rule, the repository's. */
const faults = "push_failure|launch_failure|error";

/** Seconds within which half of those had a server for whom nothing had to be built. */
const median = (within: string) =>
  `histogram_quantile(0.5, sum by (le) (rate(binderhub_launch_wait_seconds_bucket{built="false"}[${within}])))`;

const waiting = `sum(kube_pod_status_phase{part="server", phase="Pending"}) > 0`;

/** Nothing of a job can be read. A comparison has no labels of its own to name the job by. */
const silent = (job: string) => `label_replace(absent(up{job="${job}"} == 1), "job", "${job}", "", "")`;

/** Nodes of a pool are named after it: `aks-users-12345678-vmss000000`. @see https://learn.microsoft.com/azure/aks/node-pool-unique */
const poolAtMost = ([name, max]: [string, number]) =>
  `label_replace(count(kube_node_info{node=~"aks-${name}-.+"}) >= ${max}, "pool", "${name}", "", "")`;

/** What is left of GitHub's limit when it is time to do something. @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const fewLeft = (withToken: boolean) => (withToken ? 500 : 10);

/** All alerts of a hub, the urgent ones first. */
export function alertsOf({ namespace, pools, githubToken, checkEvery, schedule }: AlertFacts): readonly Alert[] {
  const here = `namespace="${namespace}"`;
  const limited = Object.entries(pools);
  return [
    {
      name: "NobodyCanLaunch",
      severity: "page",
      expr: `${launches(faults, "30m")} > 2 and ${launches("success", "30m")} == 0`,
      for: "5m",
      summary: "Nobody could launch anything for half an hour",
    },
    {
      name: "PartDown",
      severity: "page",
      expr: `sum by (deployment) (kube_deployment_status_replicas_available{${here}, deployment=~"binder|hub|proxy|autohttps"}) == 0`,
      for: "5m",
      summary: "{{ $labels.deployment }} does not run",
    },
    {
      name: "PartSilent",
      severity: "page",
      expr: ["binder", "hub", "kube-state-metrics", "nodes"].map(silent).join(" or "),
      for: "10m",
      summary: "{{ $labels.job }} gives no numbers: other alerts are blind",
    },
    {
      name: "LaunchesFail",
      severity: "ticket",
      expr: `${launches(faults, "1h")} > 3 and ${launches(faults, "1h")} / ${launches(`success|${faults}`, "1h")} > 0.2`,
      for: "10m",
      summary: "More than a fifth of the launches failed in the last hour",
    },
    {
      name: "LaunchesSlow",
      severity: "ticket",
      expr: `${median("1h")} > 30 and ${median("1h")} > 2 * ${median("7d")} and sum(increase(binderhub_launch_wait_seconds_count{built="false"}[1h])) > 4`,
      for: "15m",
      summary: "Launches take twice as long as in the last week",
    },
    {
      name: "PushRefused",
      severity: "ticket",
      expr: `${launches("push_failure", "1h")} > 0`,
      for: "1m",
      summary: "An image was built, and the registry did not take it",
    },
    {
      name: "HubFull",
      severity: "ticket",
      expr: `${launches("quota", "15m")} > 0`,
      for: "1m",
      summary: "People were turned away: a limit on servers is reached",
    },
    {
      name: "GitHubLimit",
      severity: "ticket",
      expr: `max(binderhub_github_rate_limit_remaining) < ${fewLeft(githubToken)}`,
      for: "1m",
      summary: "GitHub answers the hub only {{ $value }} more times in this hour",
    },
    {
      name: "NoRoom",
      severity: "ticket",
      expr: waiting,
      for: "10m",
      summary: "For ten minutes, people have been waiting for a place on a node",
    },
    ...(limited.length === 0
      ? []
      : [
          {
            name: "PoolFull",
            severity: "ticket",
            expr: `(${limited.map(poolAtMost).join(" or ")}) and on () ${waiting}`,
            for: "5m",
            summary: "The pool {{ $labels.pool }} has all the nodes that it may have, and people wait",
          } as const,
        ]),
    {
      name: "NodeDown",
      severity: "ticket",
      expr: `max by (node) (kube_node_status_condition{condition="Ready", status="true"}) == 0`,
      for: "10m",
      summary: "The node {{ $labels.node }} is not ready",
    },
    {
      name: "NodeDiskFull",
      severity: "ticket",
      expr: `max by (node) (container_fs_usage_bytes{id="/"} / (container_fs_limit_bytes{id="/"} > 0)) > 0.85 or max by (node) (kube_node_status_condition{condition="DiskPressure", status="true"}) == 1`,
      for: "10m",
      summary: "The disk of the node {{ $labels.node }} is almost full",
    },
    {
      name: "VolumeFull",
      severity: "ticket",
      expr: `max by (persistentvolumeclaim) (1 - kubelet_volume_stats_available_bytes{${here}} / (kubelet_volume_stats_capacity_bytes{${here}} > 0)) > 0.9`,
      for: "15m",
      summary: "The volume {{ $labels.persistentvolumeclaim }} is almost full",
    },
    {
      name: "QuotaAlmostUsed",
      severity: "ticket",
      expr: `max by (resourcequota, resource) (kube_resourcequota{${here}, type="used"} / ignoring (type) (kube_resourcequota{${here}, type="hard"} > 0)) > 0.9`,
      for: "10m",
      summary: "The namespace has almost used its quota of {{ $labels.resource }}",
    },
    {
      name: "PartRestarts",
      severity: "ticket",
      expr: `sum by (part) (increase(kube_pod_container_status_restarts_total{${here}, part!~"server|build"}[1h])) > 2`,
      for: "1m",
      summary: "{{ $labels.part }} starts again and again",
    },
    ...(checkEvery === undefined ? [] : ofChecks(checkEvery)),
    ...(schedule === true ? [wakeMissed] : []),
  ];
}

/** The job that sends the hub to sleep and wakes it tells when it was done, and how long nodes have been missing (components/schedule/python/numbers.py). */
const wakeMissed: Alert = {
  name: "WakeMissed",
  severity: "ticket",
  expr: 'time() - max(binderhub_schedule_done_timestamp_seconds) > 1200 or max(binderhub_schedule_late_seconds) > 1200 or (absent(binderhub_schedule_done_timestamp_seconds) and on () up{job="binder"} == 1)',
  for: "5m",
  summary: "The schedule is not followed: nodes do not come when the hub opens, or servers run on when it sleeps",
};

/** What the scheduled checks tell (python/checks.py). */
function ofChecks(every: number): readonly Alert[] {
  return [
    {
      name: "CertificateTrouble",
      severity: "ticket",
      expr: `max(binderhub_check_state{probe=~"tls.*"}) > 0`,
      for: "1m",
      summary: "The last check found fault with the certificate, or it ends soon",
    },
    {
      name: "BackupTrouble",
      severity: "ticket",
      expr: `max(binderhub_check_state{probe="backup"}) > 0`,
      for: "1m",
      summary: "There is no new backup, or something is missing in it: npm run hub -- check --last",
    },
    {
      name: "CheckFailed",
      severity: "ticket",
      expr: `max by (probe) (binderhub_check_state{probe!~"tls.*|backup"}) == 2`,
      for: "1m",
      summary: "The last check found something wrong ({{ $labels.probe }}): npm run hub -- check --last",
    },
    {
      name: "CheckSilent",
      severity: "ticket",
      // Longer than two checks that fail to begin, and one that takes its time.
      expr: `time() - max(binderhub_check_end_timestamp_seconds) > ${every * 60 * 3} or absent(binderhub_check_end_timestamp_seconds)`,
      for: `${Math.max(30, every * 3)}m`,
      summary: "The hub has not been checked for a long time",
    },
  ];
}
