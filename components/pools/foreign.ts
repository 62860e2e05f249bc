import { isRecord } from "../../settings/untyped";
import { withForeignEntries, withForeignItems, withForeignProperties } from "../../standing";

type Properties = Readonly<Record<string, unknown>>;

/** A pool as asked for, with all that others write into it: marks, how it is upgraded, whether it runs. */
export function withWhatOthersWroteOfPool<Pool extends PoolMarks>(
  asked: Pool,
  live: Properties,
  before: unknown,
): Pool {
  const others = ["powerState", "scaleDownMode", "upgradeSettings"];
  return withForeignProperties(withForeignMarks(asked, live, before), others, live, before);
}

/** What others mark pools with. */
export interface PoolMarks {
  readonly nodeLabels?: Readonly<Record<string, string>>;
  readonly nodeTaints?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

/** A pool as asked for, with labels, taints and tags that others gave it. */
function withForeignMarks<Pool extends PoolMarks>(asked: Pool, live: Properties, before: unknown): Pool {
  const was = isRecord(before) ? before : {};
  const nodeLabels = withForeignEntries(asked.nodeLabels, live.nodeLabels, was.nodeLabels);
  const nodeTaints = withForeignItems(asked.nodeTaints, live.nodeTaints, was.nodeTaints);
  const tags = withForeignEntries(asked.tags, live.tags, was.tags);
  return { ...asked, ...(nodeLabels && { nodeLabels }), ...(nodeTaints && { nodeTaints }), ...(tags && { tags }) };
}

/** What of a pool Azure only tells, and does not take: in `ManagedClusterAgentPoolProfileResponse`, not in `…Args`. */
const toldOnly = new Set(["currentOrchestratorVersion", "eTag", "nodeImageVersion", "provisioningState", "status"]);

/** A pool, as Azure lists it, to be asked for as it is. */
export function settable(pool: Properties): Properties {
  return Object.fromEntries(Object.entries(pool).filter(([name]) => !toldOnly.has(name)));
}
