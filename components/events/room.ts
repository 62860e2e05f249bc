import * as core from "@pulumi/kubernetes/core/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../operate/bundle";
import { scheduledProgram } from "../operate/scheduled-program";
import { idleDeployment } from "../scheduling/idle-deployment";
import { type EventFacts } from "./facts";
import { holderPod, type HolderSpec } from "./holder";
import { type EventJobFacts } from "./job-facts";
import { eventJobRules, eventJobClusterRules } from "./job-rules";
import { eventsMap, eventsName, holderName, longestRun } from "./names";

/** What {@link EventRoom} needs. */
export interface EventRoomArgs {
  /** The hub's namespace. */
  readonly namespace: string;
  /** Image with Node. */
  readonly image: string;
  /** Each event, with the pods that hold its room. */
  readonly events: readonly (Pick<EventFacts, "name"> & { readonly holder: HolderSpec })[];
  /** Whether the hub has no address, and is reached through its pods. */
  readonly forwards: boolean;
  /** Certificates (PEM) of issuers that the job trusts, beside the public ones. @default none */
  readonly trust?: string;
  /** What the job is told: a secret. */
  readonly facts: pulumi.Output<EventJobFacts>;
  /** What the objects in the namespace are deleted with: the namespace. */
  readonly goesWith?: pulumi.Resource;
  /** The cluster, if the stack made it: what is in no namespace is deleted with it. */
  readonly cluster?: pulumi.Resource;
}

/**
 * What makes room for events and takes it away: for each event pods that hold its nodes, and a job that sets how many there are. Nothing of it depends on the day on
 * which `up` runs: before and after its time, an event has no pod and no node.
 */
export class EventRoom extends pulumi.ComponentResource {
  constructor(component: string, args: EventRoomArgs, opts?: pulumi.ComponentResourceOptions) {
    const fromOthers = { facts: undefined, goesWith: undefined, cluster: undefined };
    super("binderhub:hub:EventRoom", component, { ...args, ...fromOthers }, opts);
    const { namespace, image, events, facts, trust, goesWith, cluster } = args;
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: goesWith };
    const kept = new core.ConfigMap(
      `${component}-state`,
      { metadata: { name: eventsMap, namespace } },
      // The job and BinderHub write what becomes of events.
      { ...inside, ignoreChanges: ["data"] },
    );
    mayKeep(component, namespace, inside);
    const holders = events.map(({ name, holder }) => holderOf(component, namespace, name, holder, inside));
    scheduledProgram(
      component,
      {
        ...{ name: eventsName, namespace, image, trust, facts, goesWith, cluster },
        ...{ does: "events", schedule: "*/5 * * * *", longest: longestRun, program: bundle("events-inside.ts") },
        // JupyterHub's own policy lets pods with this label in.
        podLabels: { "hub.jupyter.org/network-access-hub": "true" },
        rules: eventJobRules(events, args.forwards),
        rulesOfCluster: eventJobClusterRules,
      },
      { parent: this, dependsOn: [kept, ...holders] },
    );
    this.registerOutputs();
  }
}

/** One pod for each node, or for each group of people. The job sets how many there are, and which image they pull. */
function holderOf(
  component: string,
  namespace: string,
  event: string,
  holder: HolderSpec,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const pod = (labels: Readonly<Record<string, string>>) => holderPod(holder, labels);
  const ignored = ["spec.template.spec.initContainers"];
  return idleDeployment(`${component}-holder-${event}`, { name: holderName(event), namespace, pod }, opts, ignored);
}

/** BinderHub's account may write how launches of events went. Its name is the chart's. */
function mayKeep(component: string, namespace: string, opts: pulumi.CustomResourceOptions): void {
  const metadata = { name: "binder-events-figures", namespace };
  const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: [eventsMap] }];
  const role = new rbac.Role(`${component}-figures-role`, { metadata, rules }, opts);
  new rbac.RoleBinding(
    `${component}-figures-binding`,
    {
      metadata,
      subjects: [{ kind: "ServiceAccount", name: "binderhub", namespace }],
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
    },
    opts,
  );
}
