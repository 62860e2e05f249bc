import * as pulumi from "@pulumi/pulumi";
import { bundle } from "./bundle";
import { type HubFacts } from "./facts";
import { checkName, keptMap, turnMap } from "./names";
import { type CheckEvery, cronOf } from "./every";
import { scheduledProgram } from "./scheduled-program";

/** What the program in the cluster is told. */
export interface ScheduledFacts {
  readonly facts: HubFacts;
  /** Name of the stack, for the commands that mend. */
  readonly stack: string;
}

/** What {@link ScheduledCheck} needs. */
export interface ScheduledCheckArgs {
  /** The hub's namespace. */
  readonly namespace: string;
  /** Time from one check to the next. */
  readonly every: CheckEvery;
  /** Image with Node. */
  readonly image: string;
  /** Whether the hub has no address, and is reached through its pods. */
  readonly forwards: boolean;
  /** Certificates (PEM) of issuers that it trusts, beside the public ones. @default none */
  readonly trust?: string;
  /** What the check is told: a secret. */
  readonly facts: pulumi.Output<ScheduledFacts>;
  /** What the objects in the namespace are deleted with: the namespace. */
  readonly goesWith?: pulumi.Resource;
  /** The cluster, if the stack made it: what is in no namespace is deleted with it. */
  readonly cluster?: pulumi.Resource;
}

/**
 * What the check may do in the hub's namespace. It looks, runs commands in the hub's own pods and keeps its results. No rule can say "the hub's own pods": it
 * may run commands in every pod of the namespace. So the account is only for the pods of these checks.
 */
const rules = [
  {
    apiGroups: [""],
    resources: [
      ...["pods", "pods/log", "services", "events", "configmaps"],
      ...["persistentvolumeclaims", "resourcequotas"],
    ],
    verbs: ["get", "list"],
  },
  { apiGroups: ["apps"], resources: ["deployments", "daemonsets"], verbs: ["get", "list"] },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["get", "list"] },
  // A WebSocket begins with GET, which is the verb `get`. From Kubernetes 1.35 on, `create` is asked for as well:
  // https://github.com/kubernetes/kubernetes/pull/134577
  { apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"] },
  // No rule can name an object that is still to be made.
  { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
  { apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: [keptMap, turnMap] },
];

/** Where the hub has no address, it is reached as `kubectl port-forward` does. */
const forwarding = { apiGroups: [""], resources: ["pods/portforward"], verbs: ["get", "create"] };

/** What it may do in the whole cluster: see the nodes, and the address of the API server. */
const rulesOfCluster = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list"] },
  { apiGroups: [""], resources: ["services"], verbs: ["get"], resourceNames: ["kubernetes"] },
];

/** A job that checks the hub time and again, from inside its cluster, and keeps what it found. */
export class ScheduledCheck extends pulumi.ComponentResource {
  /** @param opts `deletedWith` must not be in it: what belongs to the whole cluster would inherit it, and stay when the namespace is deleted */
  constructor(component: string, args: ScheduledCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    const fromOthers = { facts: undefined, goesWith: undefined, cluster: undefined };
    super("binderhub:hub:ScheduledCheck", component, { ...args, ...fromOthers }, opts);
    const { namespace, image, trust, facts, goesWith, cluster } = args;
    scheduledProgram(
      component,
      {
        ...{ name: checkName, namespace, image, trust, facts, goesWith, cluster },
        ...{ does: "check", schedule: cronOf(args.every), longest, program: bundle("inside.ts") },
        ...{ rules: [...rules, ...(args.forwards ? [forwarding] : [])], rulesOfCluster },
      },
      { parent: this, dependsOn: opts?.dependsOn },
    );
    this.registerOutputs();
  }
}

/** Seconds that a check may take: the limits of its probes come to less. */
const longest = 900;
