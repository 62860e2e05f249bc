import { type ScheduleFacts } from "../../../components/schedule/facts";
import { stateMap } from "../../../components/schedule/names";
import { momentInWords } from "../../../components/schedule/words";
import { type Cluster } from "../cluster";
import { configMapIn } from "../config-map";
import { asleepAt } from "../schedule/asleep";
import { stateIn, visitIn } from "../schedule/kept";

/** When a hub that is asleep by its schedule opens, in words. `undefined` if it is awake, or has no schedule. */
export async function asleepUntil(
  cluster: Cluster,
  schedule: ScheduleFacts | undefined,
  now: Date,
): Promise<string | undefined> {
  if (schedule === undefined) return undefined;
  const data = (await configMapIn(cluster, stateMap, "read the state of the schedule"))?.data;
  const state = stateIn(data);
  return state.sleep !== undefined && asleepAt(state, visitIn(data), now.getTime())
    ? momentInWords(Date.parse(state.sleep.until), schedule.timeZone)
    : undefined;
}
