import * as core from "@pulumi/kubernetes/core/v1";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../settings/settings";
import { composeValues } from "../chart/compose";
import { type Alert } from "./alerts";
import { prometheusValues } from "./chart-values";
import { objectsService, readerName } from "./names";
import { secretFiles, tellsSomebody } from "./notify";
import { configFiles, files } from "./prometheus";
import { type ScrapeContext } from "./scrape";

/** What {@link InClusterMonitoring} needs. */
export interface InClusterMonitoringArgs {
  /** The hub's namespace. */
  readonly namespace: string;
  readonly settings: Extract<Settings["monitoring"], { type: "inCluster" }>;
  readonly alerts: readonly Alert[];
  /** Where the hub's parts have their numbers. */
  readonly paths: Pick<ScrapeContext, "binderPath" | "hubPath">;
  /** Seconds to wait for the release to become ready. */
  readonly timeout: number;
  /** What JupyterHub asks for before it tells its numbers. */
  readonly token: pulumi.Input<string>;
  /** What Alertmanager must not show. @default it needs none */
  readonly webhook?: pulumi.Input<string>;
  readonly smtpPassword?: pulumi.Input<string>;
  /** The hub's namespace as a resource. What is in it goes with it. */
  readonly goesWith?: pulumi.Resource;
  /** The cluster, if the stack made it. */
  readonly cluster?: pulumi.Resource;
}

/** Reads of the nodes: which there are, and the numbers of their kubelets. */
const rulesOfCluster = [
  { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
];

const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }];

const release = { matchLabels: { "app.kubernetes.io/instance": readerName } };

/** Only the parts of the release reach each other, and nobody else in the cluster reads them. A forwarded port is the node's own way in. */
const policy = {
  podSelector: release,
  policyTypes: ["Ingress"],
  ingress: [{ from: [{ podSelector: release }] }],
};

/** Prometheus, with alerts and those who are told, beside the hub. Its rights are the program's own: its chart's go further. */
export class InClusterMonitoring extends pulumi.ComponentResource {
  /** @param opts `deletedWith` must not be in it: what belongs to the whole cluster would inherit it, and stay when the namespace is deleted */
  constructor(component: string, args: InClusterMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, settings, paths, alerts } = args;
    const kept = { alerts: undefined, token: undefined, webhook: undefined, smtpPassword: undefined };
    super(
      "binderhub:hub:InClusterMonitoring",
      component,
      { ...args, ...kept, goesWith: undefined, cluster: undefined },
      opts,
    );
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: args.goesWith };
    const clusterWide = { parent: this, deletedWith: args.cluster };
    const metadata = { name: readerName, namespace };
    // Two hubs in a cluster have two namespaces.
    const name = `${namespace}-${readerName}`;
    const apiGroup = "rbac.authorization.k8s.io";
    const reader = { kind: "ServiceAccount", ...metadata };

    const account = new core.ServiceAccount(`${component}-account`, { metadata }, inside);
    new rbac.Role(`${component}-role`, { metadata, rules }, inside);
    const binding = new rbac.RoleBinding(
      `${component}-binding`,
      { metadata, subjects: [reader], roleRef: { apiGroup, kind: "Role", name: readerName } },
      inside,
    );
    new rbac.ClusterRole(`${component}-cluster-role`, { metadata: { name }, rules: rulesOfCluster }, clusterWide);
    const clusterBinding = new rbac.ClusterRoleBinding(
      `${component}-cluster-binding`,
      {
        metadata: { name },
        // The chart makes the second account, and gives it a Role, which cannot name nodes.
        subjects: [reader, { kind: "ServiceAccount", name: objectsService(namespace), namespace }],
        roleRef: { apiGroup, kind: "ClusterRole", name },
      },
      clusterWide,
    );

    const salt = new random.RandomBytes(`${component}-salt`, { length: 8 }, { parent: this });
    const objects = `${objectsService(namespace)}:8080`;
    const config = new core.Secret(
      `${component}-config`,
      {
        metadata,
        stringData: salt.hex.apply((hex) => ({
          ...configFiles({ namespace, objects, salt: hex, ...paths }, alerts, tellsSomebody(settings.alerts)),
          [files.token]: args.token,
        })),
      },
      inside,
    );
    const secrets = {
      ...(args.webhook !== undefined && { [secretFiles.webhook]: args.webhook }),
      ...(args.smtpPassword !== undefined && { [secretFiles.password]: args.smtpPassword }),
    };
    const notify =
      Object.keys(secrets).length === 0
        ? undefined
        : new core.Secret(
            `${component}-notify`,
            { metadata: { name: `${readerName}-notify`, namespace }, stringData: secrets },
            inside,
          );
    const wall = new networking.NetworkPolicy(`${component}-policy`, { metadata, spec: policy }, inside);
    const { chart } = settings;
    new Release(
      `${component}-release`,
      {
        name: readerName,
        namespace,
        createNamespace: false,
        ...(chart.path === undefined
          ? { chart: "prometheus", version: chart.version, repositoryOpts: { repo: chart.repository } }
          : { chart: chart.path }),
        values: composeValues(
          [],
          prometheusValues({
            ...{ namespace, settings, account: readerName, config: config.metadata.name },
            ...(notify !== undefined && { notify: notify.metadata.name }),
          }),
          settings.extraValues,
        ),
        atomic: true,
        cleanupOnFail: true,
        timeout: args.timeout,
        maxHistory: 5,
      },
      {
        ...clusterWide,
        dependsOn: [account, binding, clusterBinding, config, wall, ...(notify === undefined ? [] : [notify])],
        deleteBeforeReplace: true,
      },
    );
    this.registerOutputs();
  }
}
