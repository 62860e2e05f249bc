import { type AzurePlace } from "../cluster/settings";
import { type Settings } from "../../settings/settings";

/** The pools as Azure has them: where the hub sleeps, each may go to zero nodes. What holds `min` nodes while it is awake runs in the cluster. */
export function sleeping(pools: AzurePlace["pools"], schedule: Settings["schedule"]): AzurePlace["pools"] {
  if (schedule === undefined) return pools;
  return Object.fromEntries(Object.entries(pools).map(([name, pool]) => [name, { ...pool, min: 0 }]));
}
