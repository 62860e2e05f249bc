import { hindrance, removals, setIn } from "./hindrance";
import { corePods } from "./pods";
import { freeOf } from "./room";
import { versions } from "../../settings/versions";
import { type Cluster, type Found } from "./found";

/** Extra values that say what the hub's own pods ask for, and where they run. */
const extra = [
  ...["resources", "replicas", "nodeSelector", "tolerations"],
  ...["jupyterhub.hub.resources", "jupyterhub.hub.nodeSelector", "jupyterhub.proxy.chp", "jupyterhub.proxy.traefik"],
  ...["jupyterhub.scheduling.userScheduler", "dind.resources", "pink.resources"],
];

/** The hub's own pods, which run on the system pool with AKS's. */
export function hubRuns({ settings, values, nodes }: Cluster): Found[] {
  const [system] = nodes;
  const given = setIn(settings, extra);
  const homeless = corePods(values).some((pod) =>
    nodes.every((pool) => hindrance({ ...pod, cpu: 0, memory: 0 }, pool, values)),
  );
  if (homeless) {
    const [path = ["azure", "vmSize"] as const] = given;
    return [
      {
        path,
        rule: "leaves one of the hub's own pods without a node: no pool has such labels without a taint",
        mends: removals(given),
      },
    ];
  }
  const lacking = freeOf(system, system.max, values).some(({ cpu, memory, pods }) => cpu < 0 || memory < 0 || pods < 0);
  if (!lacking) return [];
  const more = [1, 2, 4, 8].map((count) => [{ path: ["azure", "nodeCount"] as const, value: system.max + count }]);
  const mends = [
    ...removals(given),
    ...more,
    [{ path: ["azure", "vmSize"] as const, value: versions.vmSizes.is.medium }],
  ];
  const [path = ["azure", "nodeCount"] as const] = given;
  const rule = `is not enough: AKS's own pods and the hub's ask for more than ${system.max} × ${system.vmSize} have for pods`;
  return [{ path, rule: given.length > 0 ? "asks for more than the system pool has for pods" : rule, mends }];
}
