import { type Asked } from "../../settings/settings";
import { type Seen } from "../scheduling/found";
import { disks } from "../storage/rules";

/** What an event's plan follows from, beside the event. The group `azure` is looked at on the platform `azure` only. */
export type Hub = Seen & Pick<Asked, "platform" | "storage" | "registry">;

/** The settings that a plan follows from, by their names. */
export const planNames = [
  ...(["platform", "azure", "limits", "builder", "scheduling"] as const),
  ...(["extraValues", "storage", "registry"] as const),
] as const satisfies readonly (keyof Hub)[];

/** Whether each person has a disk, of which a machine can have few. */
export function diskEach({ platform, storage }: Pick<Hub, "platform" | "storage">): boolean {
  return platform === "azure" && storage !== undefined && disks.includes(storage.storageClass);
}
