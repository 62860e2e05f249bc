import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * How images are built. On AKS in a pod of their own, as its nodes run containerd and the chart's default (`host`) hangs there.
 *
 * @param nodes how many nodes there are to clean up images on: with one, that must not close the node to new pods
 * @see https://github.com/jupyterhub/binderhub/issues/1343
 */
export function builderValues(builder: Settings["builder"], nodes: number): ChartValues {
  return { imageBuilderType: builder, imageCleaner: { cordon: nodes > 1 } };
}
