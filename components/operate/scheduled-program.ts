import * as batch from "@pulumi/kubernetes/batch/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import type * as pulumi from "@pulumi/pulumi";
import { besideCore } from "../scheduling/beside-core";
import { type Bundle, entry, places } from "./bundle";

/** What Kubernetes lets an account do. */
export interface RbacRule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
  readonly resourceNames?: string[];
}

/** A part of `npm run hub` that runs in the cluster, time and again. */
export interface ScheduledProgram {
  /** Name of its objects. */
  readonly name: string;
  /** The hub's namespace. */
  readonly namespace: string;
  /** What it does, in a word: the name of its container. */
  readonly does: string;
  readonly program: Bundle;
  /** Times in Kubernetes' form, UTC. */
  readonly schedule: string;
  /** Seconds that it may take. */
  readonly longest: number;
  /** Image with Node. */
  readonly image: string;
  /** Certificates (PEM) of issuers that it trusts, beside the public ones. @default none */
  readonly trust?: string;
  /** Further labels of its pods. @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** What it is told: a secret. */
  readonly facts: pulumi.Output<unknown>;
  /** What it may do in the namespace. */
  readonly rules: readonly RbacRule[];
  /** What it may do in the whole cluster. @default nothing */
  readonly rulesOfCluster?: readonly RbacRule[];
  /** What the objects in the namespace are deleted with: the namespace. */
  readonly goesWith?: pulumi.Resource;
  /** The cluster, if the stack made it: what is in no namespace is deleted with it. */
  readonly cluster?: pulumi.Resource;
}

/** File with certificates of issuers. */
const trusted = "ca.pem";

const folder = "/opt/check";
const factsFolder = "/etc/check";

/** The job, with an account of its own, its rights, the program and what it is told. */
export function scheduledProgram(
  component: string,
  { name: objectName, namespace, program, trust, rules, rulesOfCluster = [], cluster, ...args }: ScheduledProgram,
  { parent, dependsOn }: Pick<pulumi.ResourceOptions, "parent" | "dependsOn">,
): void {
  const inside = { parent, dependsOn, deletedWith: args.goesWith };
  const clusterWide = { parent, deletedWith: cluster };
  const metadata = { name: objectName, namespace };
  const labels = { app: "binderhub", component: objectName };
  const subjects = [{ kind: "ServiceAccount", ...metadata }];
  const apiGroup = "rbac.authorization.k8s.io";

  const account = new core.ServiceAccount(`${component}-account`, { metadata }, inside);
  new rbac.Role(`${component}-role`, { metadata, rules: [...rules] }, inside);
  const bindings: pulumi.Resource[] = [
    new rbac.RoleBinding(
      `${component}-binding`,
      { metadata, subjects, roleRef: { apiGroup, kind: "Role", name: objectName } },
      inside,
    ),
  ];
  if (rulesOfCluster.length > 0) {
    // Two hubs in a cluster have two namespaces.
    const name = `${namespace}-${objectName}`;
    new rbac.ClusterRole(`${component}-cluster-role`, { metadata: { name }, rules: [...rulesOfCluster] }, clusterWide);
    bindings.push(
      new rbac.ClusterRoleBinding(
        `${component}-cluster-binding`,
        { metadata: { name }, subjects, roleRef: { apiGroup, kind: "ClusterRole", name } },
        clusterWide,
      ),
    );
  }
  const facts = new core.Secret(
    `${component}-facts`,
    { metadata, stringData: { "facts.json": args.facts.apply((known) => JSON.stringify(known)) } },
    inside,
  );
  const data = trust === undefined ? program.data : { ...program.data, [trusted]: trust };
  const code = new core.ConfigMap(`${component}-program`, { metadata, ...program, data }, inside);
  new batch.CronJob(
    `${component}-job`,
    {
      metadata: { ...metadata, labels },
      spec: {
        ...{ schedule: args.schedule, timeZone: "Etc/UTC" },
        // One that is late is not made up for. Two at a time would be in each other's way.
        ...{ startingDeadlineSeconds: 300, concurrencyPolicy: "Forbid" },
        ...{ successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 3 },
        jobTemplate: {
          metadata: { labels },
          spec: {
            // What is wrong is not tried twice.
            backoffLimit: 0,
            activeDeadlineSeconds: args.longest,
            template: {
              metadata: { labels: { ...labels, ...args.podLabels } },
              spec: podSpec(args, {
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
    { ...inside, dependsOn: bindings },
  );
}

interface Given {
  readonly account: pulumi.Input<string>;
  readonly facts: pulumi.Input<string>;
  readonly code: pulumi.Input<string>;
  readonly items: { key: string; path: string }[];
  readonly trusts: boolean;
}

function podSpec(
  { does, image }: Pick<ScheduledProgram, "does" | "image">,
  { account, facts, code, items, trusts }: Given,
) {
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
        name: does,
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
