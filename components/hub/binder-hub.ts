import { type types } from "@pulumi/kubernetes";
import * as core from "@pulumi/kubernetes/core/v1";
import * as discovery from "@pulumi/kubernetes/discovery/v1";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { githubTokenValues } from "./github-token";
import { buildPolicy, type BuildPolicyContext, podSecurityLabels, serverPolicy, unopened } from "../walls/values";

/** What {@link BinderHub} needs. */
export interface BinderHubArgs {
  /** Namespace to make, and name of the release. Plain: changing it replaces the hub. */
  readonly namespace: string;
  /** Chart to install: a folder, or an exact version from a repository. */
  readonly chart: { readonly path?: string; readonly version: string; readonly repository: string };
  /** Seconds to wait for the release to become ready. */
  readonly timeout: number;
  /** Revisions that Helm keeps. */
  readonly historyLimit: number;
  /** The chart's values. */
  readonly values: ChartValues & Readonly<Record<string, unknown>>;
  /** GitHub token with which repositories are found. @default none */
  readonly githubToken?: pulumi.Input<string>;
  /** What else is made in the namespace, before the release. @default nothing */
  readonly inNamespace?: (inside: InNamespace) => readonly Furnishing[];
  /** What is made in the namespace once the release is there. @default nothing */
  readonly afterRelease?: (inside: InNamespace) => void;
  /** What builds, and in part users' servers, may reach beside public addresses. */
  readonly buildsReach: Omit<BuildPolicyContext, "apiServer">;
  /**
   * Services of the chart that clients reach through a load balancer. Each is told to keep the clients' addresses, which neither chart has a value for.
   * @default none
   */
  readonly balanced?: readonly string[];
  /** Further names in the namespace, and the hosts that they point to. @default none */
  readonly externalNames?: Readonly<Record<string, string>>;
  /** The cluster, if the stack made it: namespace and release are deleted with it. */
  readonly cluster?: pulumi.CustomResource;
  /** What must exist before the release, such as the addresses of its Services. */
  readonly after: readonly pulumi.Resource[];
}

/** Where things are made that the release needs, or that need it. */
export interface InNamespace {
  /** What their names begin with. */
  readonly name: string;
  /** The hub's namespace. */
  readonly namespace: string;
  /** The values of the release, as far as they are known. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The cluster, if the stack made it. */
  readonly cluster?: pulumi.CustomResource;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Something in the namespace, and the values that name it. */
export interface Furnishing {
  /** @default nothing is made: the values name what comes later */
  readonly resource?: pulumi.Resource;
  readonly values: ChartValues;
}

/** The hub itself: a namespace, and the BinderHub chart as a Helm release in it. Give it the cluster's Kubernetes provider. */
export class BinderHub extends pulumi.ComponentResource {
  /** What Helm reports about the release: name, revision, chart version, status. */
  readonly status: pulumi.Output<types.output.helm.v3.ReleaseStatus>;

  constructor(name: string, args: BinderHubArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "binderhub:hub:BinderHub",
      name,
      {
        ...args,
        cluster: undefined,
        values: undefined,
        githubToken: undefined,
        inNamespace: undefined,
        afterRelease: undefined,
        after: undefined,
      },
      opts,
    );
    const namespace = new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: args.namespace, labels: podSecurityLabels } },
      { parent: this, deletedWith: args.cluster },
    );
    const inside: pulumi.CustomResourceOptions = { parent: this, dependsOn: namespace, deletedWith: namespace };
    const apiServer = discovery.EndpointSlice.get(`${name}-api-server`, "default/kubernetes", {
      parent: this,
    }).endpoints.apply((endpoints) => endpoints.flatMap(({ addresses }) => addresses));
    const wall = new networking.NetworkPolicy(
      `${name}-build-policy`,
      {
        metadata: { name: "binderhub-builds", namespace: args.namespace },
        spec: apiServer.apply((addresses) => {
          const reaches = { ...args.buildsReach, apiServer: addresses };
          for (const range of unopened(reaches)) {
            void pulumi.log.warn(
              `${range} is the cluster's API server, which stays closed to builds and servers.`,
              this,
            );
          }
          return buildPolicy(reaches);
        }),
      },
      inside,
    );
    const opening =
      args.buildsReach.reach?.some(({ servers }) => servers) === true
        ? new networking.NetworkPolicy(
            `${name}-server-policy`,
            {
              metadata: { name: "binderhub-servers", namespace: args.namespace },
              spec: apiServer.apply((addresses) => serverPolicy({ ...args.buildsReach, apiServer: addresses })),
            },
            inside,
          )
        : undefined;
    const token =
      args.githubToken === undefined
        ? undefined
        : new core.Secret(
            `${name}-github-token`,
            // It has no fixed name. So each token gets a Secret with a new name, and the new name makes the hub restart with the new token.
            { metadata: { namespace: args.namespace }, stringData: { token: args.githubToken } },
            inside,
          );
    const values =
      token === undefined
        ? { ...args.values }
        : composeValues([args.values, githubTokenValues(token.metadata.name, args.values)]);
    const furnished =
      args.inNamespace?.({
        ...{ name, namespace: args.namespace, values },
        ...{ cluster: args.cluster, opts: { ...inside } },
      }) ?? [];
    const release = new Release(
      `${name}-release`,
      {
        // Without a name, Pulumi would append random letters. A change of name or namespace replaces the release.
        name: args.namespace,
        namespace: args.namespace,
        createNamespace: false,
        ...(args.chart.path === undefined
          ? { chart: "binderhub", version: args.chart.version, repositoryOpts: { repo: args.chart.repository } }
          : { chart: args.chart.path }),
        values: furnished.length === 0 ? values : composeValues([values, ...furnished.map((one) => one.values)]),
        // A failed install is removed and a failed upgrade rolled back, so that the next `up` starts clean.
        atomic: true,
        cleanupOnFail: true,
        timeout: args.timeout,
        maxHistory: args.historyLimit,
      },
      {
        parent: this,
        dependsOn: [
          namespace,
          wall,
          opening,
          token,
          ...furnished.map(({ resource }) => resource),
          ...args.after,
        ].filter((one) => one !== undefined),
        deletedWith: args.cluster,
        // Two releases cannot have the same addresses and node ports. The new one would wait for them until its timeout.
        deleteBeforeReplace: true,
      },
    );
    for (const service of args.balanced ?? []) {
      new core.ServicePatch(
        `${name}-${service}-clients`,
        {
          metadata: {
            name: service,
            // From the release: so where that is replaced, the patch is taken back while its Service is still there.
            namespace: release.namespace,
            // The API server has filled in the other policy for Helm, so the field counts as Helm's.
            annotations: { "pulumi.com/patchForce": "true" },
          },
          spec: { externalTrafficPolicy: "Local" },
        },
        { parent: this, dependsOn: release, deletedWith: release, deleteBeforeReplace: true },
      );
    }
    for (const [alias, host] of Object.entries(args.externalNames ?? {})) {
      new core.Service(
        `${name}-alias-${alias}`,
        {
          metadata: { name: alias, namespace: args.namespace },
          spec: { type: "ExternalName", externalName: host },
        },
        inside,
      );
    }
    args.afterRelease?.({
      ...{ name, namespace: args.namespace, values },
      ...{ cluster: args.cluster, opts: { ...inside, dependsOn: release } },
    });
    this.status = release.status;
    // For the next run: whether images get other names, and new people another size.
    this.registerOutputs({
      status: this.status,
      imagePrefix: args.values.config?.BinderHub?.image_prefix,
      storageSize: args.values.jupyterhub?.singleuser?.storage?.capacity,
    });
  }
}
