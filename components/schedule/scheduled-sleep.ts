import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../operate/bundle";
import { type ScheduledFacts } from "../operate/scheduled-check";
import { type RbacRule, scheduledProgram } from "../operate/scheduled-program";
import { type Pool } from "../pools/settings";
import { keepers } from "./keepers";
import { keeperName, longestRun, scheduleName, stateMap } from "./names";

/** What the job in the cluster is told. */
export interface SleepFacts extends ScheduledFacts {
  /** Token of the hub's service {@link scheduleName}. */
  readonly token: string;
}

/** What {@link ScheduledSleep} needs. */
export interface ScheduledSleepArgs {
  /** The hub's namespace. */
  readonly namespace: string;
  /** Image with Node. */
  readonly image: string;
  /** Pools whose nodes are held while the hub is awake. */
  readonly pools: Readonly<Record<string, Pool>>;
  /** The release's values. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether there are placeholders. */
  readonly placeholders: boolean;
  /** Whether BinderHub may wake the hub. */
  readonly wakeOnVisit: boolean;
  /** What the job is told: a secret. */
  readonly facts: pulumi.Output<SleepFacts>;
  /** What the objects in the namespace are deleted with: the namespace. */
  readonly goesWith?: pulumi.Resource;
  /** The cluster, if the stack made it: what is in no namespace is deleted with it. */
  readonly cluster?: pulumi.Resource;
}

/** The job that sends the hub to sleep and wakes it, and what holds nodes while it is awake. */
export class ScheduledSleep extends pulumi.ComponentResource {
  constructor(component: string, args: ScheduledSleepArgs, opts?: pulumi.ComponentResourceOptions) {
    const fromOthers = { facts: undefined, values: undefined, goesWith: undefined, cluster: undefined };
    super("binderhub:hub:ScheduledSleep", component, { ...args, ...fromOthers }, opts);
    const { namespace, image, pools, values, facts, goesWith, cluster } = args;
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: goesWith };
    const held = keepers(component, { namespace, pools, values }, inside);
    if (args.wakeOnVisit) mayWake(component, namespace, inside);
    const release = [opts?.dependsOn ?? []].flat() as pulumi.Input<pulumi.Resource>[];
    scheduledProgram(
      component,
      {
        ...{ name: scheduleName, namespace, image, facts, goesWith, cluster },
        ...{ does: "schedule", schedule: "*/5 * * * *", longest: longestRun, program: bundle("schedule-inside.ts") },
        // JupyterHub's own policy lets pods with this label in.
        podLabels: { "hub.jupyter.org/network-access-hub": "true" },
        rules: rulesOf(
          Object.keys(pools).filter((name) => (pools[name]?.min ?? 0) > 0),
          args.placeholders,
        ),
        rulesOfCluster: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] }],
      },
      { parent: this, dependsOn: [...release, ...held] },
    );
    this.registerOutputs();
  }
}

/** What the job may do: see and set how many of its own pods there are, and keep its state. Servers are stopped by JupyterHub. */
function rulesOf(pools: readonly string[], placeholders: boolean): RbacRule[] {
  const names = pools.map(keeperName);
  return [
    { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "create"] },
    { apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: [stateMap] },
    ...(names.length === 0
      ? []
      : [
          { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"], resourceNames: names },
          { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"], resourceNames: names },
        ]),
    ...(placeholders
      ? [
          {
            ...{ apiGroups: ["apps"], resources: ["statefulsets/scale"], verbs: ["get", "patch"] },
            resourceNames: [placeholderName],
          },
        ]
      : []),
  ];
}

/** The chart's StatefulSet of placeholders. */
const placeholderName = "user-placeholder";

/** BinderHub's account may write who woke the hub, and nothing else. Its name is the chart's. */
function mayWake(component: string, namespace: string, opts: pulumi.CustomResourceOptions): void {
  const metadata = { name: "binder-wake", namespace };
  const role = new rbac.Role(
    `${component}-wake-role`,
    { metadata, rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: [stateMap] }] },
    opts,
  );
  new rbac.RoleBinding(
    `${component}-wake-binding`,
    {
      metadata,
      subjects: [{ kind: "ServiceAccount", name: "binderhub", namespace }],
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
    },
    opts,
  );
}
