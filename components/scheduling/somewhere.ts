import { pathKey, type Problem } from "../../settings/problems";
import { commandOf, firstThatMends, type Step } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { type Asked } from "../../settings/settings";
import { composeValues } from "../chart/compose";
import { exceeded } from "../cluster/quota";
import { limitValues } from "../limits/values";
import { poolValues } from "../pools/values";
import { nodesOf, type Nodes } from "./nodes";
import { buildsRun } from "./builds-run";
import { hubRuns } from "./hub-runs";
import { notOnlySpot, oneArchitecture, placeholdersRun, serversRun } from "./servers-run";
import { schedulingValues } from "./values";

/** What decides where pods run. */
export type Seen = Pick<Asked, "azure" | "limits" | "builder" | "scheduling" | "extraValues">;

/** One way to mend: changes of settings, made together. */
export type Steps = readonly Step[];

/** A cluster, and what is to run there. */
export interface Cluster {
  readonly settings: Seen;
  readonly values: unknown;
  readonly nodes: readonly [Nodes, ...Nodes[]];
}

/** Something that can never run: the setting that is blamed, the rule, and ways to mend it, the best first. */
export interface Found {
  readonly path: Step["path"];
  readonly rule: string;
  readonly mends: readonly Steps[];
}

/** The part of the chart's values that decides where pods run, as the program writes it. */
export function placingValues({ azure, limits, builder, scheduling, extraValues }: Seen): unknown {
  return composeValues(
    [
      poolValues(azure.pools),
      limitValues(limits, builder),
      schedulingValues(scheduling),
      { imageBuilderType: builder },
    ],
    extraValues,
  );
}

/**
 * Everything that can never run anywhere: the hub itself, users' servers, builds, placeholders; and builds whose images the users' nodes cannot run.
 * What is not known, such as the memory of a size, is taken to fit.
 */
export function nowhereToRun(settings: Seen): Problem[] {
  const found = findAll(settings);
  const keys = found.map(({ path }) => pathKey(path));
  return found.map(({ path, rule, mends }) => {
    const key = pathKey(path);
    // Wrong still, or wrong now for another reason.
    const isWrong = (then: Seen) =>
      exceeded(then.azure).length > 0 ||
      findAll(then).some((one) => pathKey(one.path) === key || !keys.includes(pathKey(one.path)));
    const value = at(settings, ...path);
    const shown = typeof value === "object" || value === undefined ? {} : { value: String(value) };
    return { key, ...shown, rule, mend: commandOf(firstThatMends(settings, mends, isWrong)) };
  });
}

/** Whether anything can never run anywhere. */
export function isNowhereToRun(settings: Seen): boolean {
  return findAll(settings).length > 0;
}

function findAll(settings: Seen): Found[] {
  const values = placingValues(settings);
  const nodes = nodesOf(settings.azure);
  const cluster: Cluster = { settings, values, nodes };
  const hub = hubRuns(cluster);
  // Where the hub itself has no room, nothing else has.
  const pods = hub.length > 0 ? hub : [...serversRun(cluster), ...buildsRun(cluster)];
  return pods.length > 0 ? pods : [...notOnlySpot(cluster), ...oneArchitecture(cluster), ...placeholdersRun(cluster)];
}
