import { type Asked, type Settings } from "../../settings/settings";
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

/** What {@link hubOf} looks at. */
export type HubSettings = Pick<
  Settings,
  "place" | "limits" | "builder" | "scheduling" | "extraValues" | "storage" | "registry"
>;

/** What plans follow from, of settings that are complete. */
export function hubOf({ place, limits, builder, scheduling, extraValues, storage, registry }: HubSettings): Hub {
  const azure = place.platform === "azure" ? { azure: place } : {};
  return { platform: place.platform, limits, builder, scheduling, extraValues, storage, registry, ...azure } as Hub;
}
