import { type Settings } from "../../settings/settings";
import { type ChartValues, type Placement } from "../chart/chart-values";
import { tolerated } from "../chart/tolerated";

/**
 * Which nodes each kind of pod runs on.
 * @see https://z2jh.jupyter.org/en/stable/administrator/optimization.html#using-a-dedicated-node-pool-for-users
 */
export function nodeValues(nodes: Settings["nodes"]): ChartValues {
  if (nodes === undefined) return {};
  const { core, users, builds } = nodes;
  const placement: Placement = {
    ...(core?.selector && { nodeSelector: core.selector }),
    ...(core?.tolerations && { tolerations: tolerated(core.tolerations) }),
  };
  const placed = Object.keys(placement).length > 0;
  const scheduling = {
    ...(placed && { userScheduler: placement }),
    ...(core?.purpose && { corePods: { nodeAffinity: { matchNodePurpose: core.purpose } } }),
    ...(users?.purpose && { userPods: { nodeAffinity: { matchNodePurpose: users.purpose } } }),
  };
  const singleuser = {
    ...(users?.selector && { nodeSelector: users.selector }),
    ...(users?.tolerations && { extraTolerations: tolerated(users.tolerations) }),
  };
  return {
    // BinderHub's own. The chart also gives its tolerations to the build daemons and the image cleaner.
    ...placement,
    ...(builds?.selector && {
      config: {
        // The chart uses the first for the daemon. BinderHub uses the second for the build pod.
        BinderHub: { build_node_selector: builds.selector },
        KubernetesBuildExecutor: { node_selector: builds.selector },
      },
    }),
    jupyterhub: {
      ...(placed && {
        hub: placement,
        proxy: { chp: placement, traefik: placement },
        prePuller: { hook: placement },
      }),
      ...(Object.keys(scheduling).length > 0 && { scheduling }),
      ...(Object.keys(singleuser).length > 0 && { singleuser }),
    },
  };
}
