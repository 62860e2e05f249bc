import { type ChartValues } from "./chart-values";

/**
 * How images are built: Docker in a pod of its own, as AKS nodes run containerd and the chart's default (`host`) hangs there.
 *
 * @param nodes how many nodes there are: with one, cleaning up images must not close the node to new pods
 * @see https://github.com/jupyterhub/binderhub/issues/1343
 */
export function builderValues(nodes: number): ChartValues {
  return { imageBuilderType: "dind", imageCleaner: { cordon: nodes > 1 } };
}
