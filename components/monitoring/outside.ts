import { type Settings } from "../../settings/settings";

/** Whether people reach a hub from anywhere. */
export function isPublic(exposure: Settings["exposure"]): boolean {
  return exposure.type === "loadBalancer" || (exposure.type === "singleHost" && exposure.internal === undefined);
}

/** Minutes from one look from outside to the next. `undefined` if nobody looks. */
export function outsideEvery({ monitoring, exposure }: Pick<Settings, "monitoring" | "exposure">): number | undefined {
  if (monitoring.type !== "azure") return undefined;
  const every = monitoring.outside ?? (isPublic(exposure) ? "15m" : "off");
  return every === "off" ? undefined : Number.parseInt(every);
}
