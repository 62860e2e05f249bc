import { roomForServers } from "./room";
import { type Seen } from "./found";
import { placingValues } from "./placing-values";

/** For how many people there is room at a time, for a person to read. */
export function roomInWords(settings: Seen): string {
  const room = roomForServers(settings.azure, placingValues(settings));
  if ("unknown" in room) return `not known: the program does not know how much memory ${room.unknown.join(", ")} has`;
  const { min, max } = room;
  return min === max ? `${max} at a time` : `${min} at a time, and ${max} when the pools are at their largest`;
}
