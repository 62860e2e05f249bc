import { type Settings } from "../../settings/settings";

/** Whether people reach a hub from anywhere. */
export function isPublic(exposure: Settings["exposure"]): boolean {
  return exposure.type === "loadBalancer" || (exposure.type === "singleHost" && exposure.internal === undefined);
}

/** What {@link outsideEvery} depends on. */
type Looked = Pick<Settings, "monitoring" | "exposure" | "schedule">;

/** Minutes from one look from outside to the next. `undefined` if nobody looks. */
export function outsideEvery({ monitoring, exposure, schedule }: Looked): number | undefined {
  if (monitoring.type !== "azure") return undefined;
  const answers = isPublic(exposure) && schedule?.sleep !== "cluster";
  const every = monitoring.outside ?? (answers ? "15m" : "off");
  return every === "off" ? undefined : Number.parseInt(every);
}
