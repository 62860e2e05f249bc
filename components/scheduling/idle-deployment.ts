import * as apps from "@pulumi/kubernetes/apps/v1";
import type * as pulumi from "@pulumi/pulumi";
import { type idlePod, stays } from "./idle-pod";

/** What {@link idleDeployment} needs. */
export interface IdleDeployment {
  readonly name: string;
  readonly namespace: string;
  /** The pod, which may name its own labels. */
  readonly pod: (labels: Readonly<Record<string, string>>) => ReturnType<typeof idlePod>;
}

/**
 * Pods that hold nodes or places, and that the autoscaler does not move. A job sets how many there are. They are made with none, and neither `up` nor a refresh changes
 * the number after that.
 *
 * @param ignored what else the job sets, as `ignoreChanges` has it. @default nothing
 */
export function idleDeployment(
  resource: string,
  { name, namespace, pod }: IdleDeployment,
  opts: pulumi.CustomResourceOptions,
  ignored: readonly string[] = [],
): apps.Deployment {
  const labels = { app: "binderhub", component: name };
  return new apps.Deployment(
    resource,
    {
      // While there are none, there may be no nodes for them either.
      metadata: { name, namespace, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        // A node may take a while, and two for one place would ask for a node more.
        strategy: { type: "Recreate" },
        template: { metadata: { labels, annotations: stays }, spec: pod(labels) },
      },
    },
    { ...opts, ignoreChanges: ["spec.replicas", ...ignored] },
  );
}
