import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const on = (more: object = {}): Edits => ({
  schedule: { ...office, ...more },
  "azure.pools": { users: { role: "user" } },
});

/** Schedules that are taken. */
export const goodSchedules: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["office hours", on()],
  ["hours of one day", on({ up: "Sat 10:00", down: "12:00" })],
  ["days of all kinds", on({ up: "Sun,Tue-Thu,Sat 07:30" })],
  ["days over the end of the week", on({ up: "Sat-Mon 07:30" })],
  ["hours over midnight", on({ up: "Mon-Fri 20:00", down: "02:00" })],
  ["the shortest night", on({ up: "Mon-Sun 07:30", down: "07:00", warmUp: "5m", finish: "10m" })],
  ["a zone with an old name", on({ timeZone: "Asia/Calcutta" })],
  ["a zone with three parts", on({ timeZone: "America/Argentina/Buenos_Aires" })],
  ["UTC", on({ timeZone: "UTC" })],
  ["the 29th of February", on({ except: ["2028-02-29"] })],
  ["a visitor who wakes it", on({ wakeOnVisit: true, awakeFor: "15m" })],
  ["builds alone on a pool", { ...on(), "azure.pools": { builds: { role: "build" } } }],
  ["an existing cluster, whose nodes are its own affair", { schedule: office }, existingStack],
];
