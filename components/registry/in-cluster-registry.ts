import * as apps from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { versions } from "../../settings/versions";
import { registryVolume } from "./names";
import { type Cluster } from "../cluster/cluster";

/** What {@link InClusterRegistry} needs. */
export interface InClusterRegistryArgs {
  /** Namespace to make for it. */
  readonly namespace: string;
  /** Size of its volume, such as `20Gi`. */
  readonly size: string;
  /** Port at which every node finds it on localhost. */
  readonly nodePort: number;
  /** The cluster that it runs in. */
  readonly cluster: Cluster;
}

/**
 * A registry in the cluster: a Deployment, its volume and a NodePort Service. It has no TLS and no login, so it is only for a local cluster. Nodes
 * reach it on localhost. It needs the cluster's Kubernetes provider.
 */
export class InClusterRegistry extends pulumi.ComponentResource {
  constructor(name: string, args: InClusterRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:registry:InClusterRegistry", name, { ...args, cluster: undefined }, opts);
    const labels = { app: "registry" };
    const metadata = { name: "registry", namespace: args.namespace, labels };
    const namespace = new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: args.namespace } },
      { parent: this, deletedWith: args.cluster.resource },
    );
    const inside: pulumi.CustomResourceOptions = { parent: this, dependsOn: namespace, deletedWith: namespace };
    const volume = registryVolume(args.size);
    const claim = new core.PersistentVolumeClaim(
      `${name}-volume`,
      {
        // Some storage classes make the volume only when the first pod needs it. To wait for the claim would then never end.
        metadata: { ...metadata, name: volume, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: args.size } } },
      },
      inside,
    );
    new apps.Deployment(
      `${name}-deployment`,
      {
        metadata,
        spec: {
          replicas: 1,
          strategy: { type: "Recreate" },
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: "registry",
                  image: versions.registry.is,
                  ports: [{ containerPort: 5000 }],
                  readinessProbe: { httpGet: { path: "/v2/", port: 5000 } },
                  volumeMounts: [{ name: "images", mountPath: "/var/lib/registry" }],
                },
              ],
              volumes: [{ name: "images", persistentVolumeClaim: { claimName: volume } }],
            },
          },
        },
      },
      { ...inside, dependsOn: [namespace, claim] },
    );
    new core.Service(
      `${name}-service`,
      {
        // The provider deletes a Service in the foreground by default. Then the Service is gone before its node port is free again.
        // https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/metadata/overrides.go `DeletionPropagation`
        metadata: { ...metadata, annotations: { "pulumi.com/deletionPropagationPolicy": "background" } },
        spec: { type: "NodePort", selector: labels, ports: [{ port: 5000, nodePort: args.nodePort }] },
      },
      // Only one Service in the whole cluster can have a node port. So the old Service must be deleted before the new one is made.
      { ...inside, deleteBeforeReplace: true },
    );
    this.registerOutputs();
  }
}
