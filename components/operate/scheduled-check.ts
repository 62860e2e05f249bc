import * as batch from "@pulumi/kubernetes/batch/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { besideCore } from "../scheduling/beside-core";
import { bundle, entry, places } from "./bundle";
import { type HubFacts } from "./facts";
import { checkName, keptMap, turnMap } from "./names";
import { type CheckEvery, cronOf } from "./every";

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

const labels = { app: "binderhub", component: checkName };

/** File with certificates of issuers. */
const trusted = "ca.pem";

const folder = "/opt/check";
const factsFolder = "/etc/check";

/** A job that checks the hub time and again, from inside its cluster, and keeps what it found. */
export class ScheduledCheck extends pulumi.ComponentResource {
  /** @param opts `deletedWith` must not be in it: what belongs to the whole cluster would inherit it, and stay when the namespace is deleted */
  constructor(component: string, args: ScheduledCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace } = args;
    const fromOthers = { facts: undefined, goesWith: undefined, cluster: undefined };
    super("binderhub:hub:ScheduledCheck", component, { ...args, ...fromOthers }, opts);
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: args.goesWith };
    const clusterWide = { parent: this, deletedWith: args.cluster };
    const metadata = { name: checkName, namespace };
    // Two hubs in a cluster have two namespaces.
    const name = `${namespace}-${checkName}`;
    const subjects = [{ kind: "ServiceAccount", ...metadata }];
    const apiGroup = "rbac.authorization.k8s.io";

    const account = new core.ServiceAccount(`${component}-account`, { metadata }, inside);
    new rbac.Role(`${component}-role`, { metadata, rules: [...rules, ...(args.forwards ? [forwarding] : [])] }, inside);
    const binding = new rbac.RoleBinding(
      `${component}-binding`,
      { metadata, subjects, roleRef: { apiGroup, kind: "Role", name: checkName } },
      inside,
    );
    new rbac.ClusterRole(`${component}-cluster-role`, { metadata: { name }, rules: rulesOfCluster }, clusterWide);
    const clusterBinding = new rbac.ClusterRoleBinding(
      `${component}-cluster-binding`,
      { metadata: { name }, subjects, roleRef: { apiGroup, kind: "ClusterRole", name } },
      clusterWide,
    );
    const facts = new core.Secret(
      `${component}-facts`,
      { metadata, stringData: { "facts.json": args.facts.apply((known) => JSON.stringify(known)) } },
      inside,
    );
    const program = bundle();
    const { trust } = args;
    const data = trust === undefined ? program.data : { ...program.data, [trusted]: trust };
    const code = new core.ConfigMap(`${component}-program`, { metadata, ...program, data }, inside);
    new batch.CronJob(
      `${component}-job`,
      {
        metadata: { ...metadata, labels },
        spec: {
          schedule: cronOf(args.every),
          timeZone: "Etc/UTC",
          // A check that is late is not made up for. Two at a time would take the server from each other.
          ...{ startingDeadlineSeconds: 300, concurrencyPolicy: "Forbid" },
          ...{ successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 3 },
          jobTemplate: {
            metadata: { labels },
            spec: {
              // What is wrong is not looked at twice.
              backoffLimit: 0,
              activeDeadlineSeconds: longest,
              template: {
                metadata: { labels },
                spec: podSpec(args.image, {
                  account: account.metadata.name,
                  facts: facts.metadata.name,
                  code: code.metadata.name,
                  items: [...places(program), ...(trust === undefined ? [] : [{ key: trusted, path: trusted }])],
                  trusts: trust !== undefined,
                }),
              },
            },
          },
        },
      },
      // It needs its rights, and what it mounts comes after the release.
      { ...inside, dependsOn: [binding, clusterBinding] },
    );
    this.registerOutputs();
  }
}

/** Seconds that a check may take: the limits of its probes come to less. */
const longest = 900;

interface Given {
  readonly account: pulumi.Input<string>;
  readonly facts: pulumi.Input<string>;
  readonly code: pulumi.Input<string>;
  readonly items: { key: string; path: string }[];
  readonly trusts: boolean;
}

function podSpec(image: string, { account, facts, code, items, trusts }: Given) {
  return {
    serviceAccountName: account,
    automountServiceAccountToken: true,
    restartPolicy: "Never",
    // What it made in the hub is removed before it ends.
    terminationGracePeriodSeconds: 120,
    enableServiceLinks: false,
    ...besideCore,
    securityContext: {
      ...{ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "check",
        image,
        command: ["node", `${folder}/${entry}`, `${factsFolder}/facts.json`],
        ...(trusts && { env: [{ name: "NODE_EXTRA_CA_CERTS", value: `${folder}/${trusted}` }] }),
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
        securityContext: {
          ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "program", mountPath: folder, readOnly: true },
          { name: "facts", mountPath: factsFolder, readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "program", configMap: { name: code, items } },
      { name: "facts", secret: { secretName: facts, defaultMode: 0o440 } },
    ],
  };
}
