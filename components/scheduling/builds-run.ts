import { type Step } from "../../settings/steps";
import { type Nodes } from "./nodes";
import { type Hindrance, hindrance, removals, setIn } from "./hindrance";
import { isAdmitted } from "./placing";
import { buildPod, daemonPod } from "./pods";
import { type Cluster, type Found, type Steps } from "./found";

const request: Step["path"] = ["limits", "buildMemoryRequest"];

/** Extra values that say what builds and their daemons ask for, and where they run. */
const extra = [
  ...["config.KubernetesBuildExecutor.resources", "config.KubernetesBuildExecutor.node_selector"],
  ...["config.BinderHub.build_node_selector", "dind.resources", "pink.resources", "replicas", "resources"],
];

/** The pools that builds can run on: they find the daemon there. */
export function placesForBuilds({ values, nodes }: Pick<Cluster, "values" | "nodes">): readonly Nodes[] {
  return nodes.filter((pool) => hindranceOfBuild(pool, values) === undefined);
}

/** Builds, which need a node with a daemon. */
export function buildsRun({ settings, values, nodes }: Cluster): Found[] {
  const hindrances = nodes.map((pool) => hindranceOfBuild(pool, values));
  if (hindrances.includes(undefined)) return [];
  const given = setIn(settings, extra);
  const roomy = hindrances.filter(
    (one) => one?.why === "memory" && one.free !== undefined && one.free.cpu >= buildPod(values).cpu,
  );
  const most = Math.floor(Math.max(0, ...roomy.map((one) => one?.free?.memory ?? 0)));
  const lower: readonly Steps[] = most > 0 ? [[{ path: request, value: `${most}Mi` }]] : [];
  if (most > 0 && (settings.limits.buildMemoryRequest !== undefined || given.length === 0)) {
    const rule = `can be at most ${most}Mi: no node that builds has more free, after what AKS, the hub and the build daemon ask for`;
    return [{ path: request, rule, mends: [...lower, ...removals(given)] }];
  }
  const { nodeCount } = settings.azure;
  const more = [1, 2, 4].map((count): Steps => [{ path: ["azure", "nodeCount"], value: nodeCount + count }]);
  if (given.length === 0) {
    const rule = "is not enough: no node has room for a build, after what AKS, the hub and the build daemon ask for";
    return [
      {
        path: ["azure", "nodeCount"],
        rule,
        mends: more,
      },
    ];
  }
  const [path = request] = given;
  return [
    {
      path,
      rule: "leaves builds without a node: none has the labels, the daemon and the room that they ask for",
      mends: [...removals(given), ...lower],
    },
  ];
}

function hindranceOfBuild(pool: Nodes, values: unknown): Hindrance | undefined {
  const daemon = daemonPod(values);
  if (daemon !== undefined && !isAdmitted(daemon, pool)) return { nodes: pool, why: "selector" };
  return hindrance(buildPod(values), pool, values);
}
