import { type Settings } from "../../settings/settings";
import { minutesIn } from "./hours";
import { type ScheduleSettings, usualAwake } from "./settings";

/** What the job in the cluster and `npm run hub -- schedule` must know. Nothing in it is secret. */
export interface ScheduleFacts extends Omit<ScheduleSettings, "awakeFor"> {
  /** Minutes for which a visitor wakes the hub. */
  readonly awakeMinutes: number;
  /** Nodes that are held while the hub is awake, by pool. */
  readonly keepers: Readonly<Record<string, number>>;
  /** Places that are kept free while it is awake. */
  readonly placeholders: number;
  /** When AKS may replace nodes. */
  readonly maintenance?: Extract<Settings["place"], { platform: "azure" }>["maintenance"];
}

/** The facts of a hub's schedule. `undefined` if it is always open. */
export function scheduleFacts({
  schedule,
  place,
  scheduling,
}: Pick<Settings, "schedule" | "place" | "scheduling">): ScheduleFacts | undefined {
  if (schedule === undefined) return undefined;
  const { awakeFor, ...others } = schedule;
  const held = place.platform === "azure" ? Object.entries(place.pools).filter(([, { min }]) => min > 0) : [];
  return {
    ...others,
    awakeMinutes: minutesIn(awakeFor ?? usualAwake),
    keepers: Object.fromEntries(held.map(([name, { min }]) => [name, min])),
    placeholders: scheduling.placeholders,
    ...(place.platform === "azure" && { maintenance: place.maintenance }),
  };
}
