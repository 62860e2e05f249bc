import { type Settings } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { type ChartValues } from "../chart/chart-values";

/**
 * How images are built. On AKS this is done in a pod, because the nodes run containerd and the chart's default (`host`) hangs there.
 *
 * @param nodes how many nodes the image cleaner works on. It closes a node to new pods while it cleans; with only one node it must not
 * @see https://github.com/jupyterhub/binderhub/issues/1343
 */
export function builderValues(builder: Settings["builder"], nodes: number): ChartValues {
  return {
    imageBuilderType: builder,
    imageCleaner: { cordon: nodes > 1 },
    config: { KubernetesBuildExecutor: { build_image: versions.repo2docker.is } },
  };
}
