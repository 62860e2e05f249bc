import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const on = (more: object = {}): Edits => ({
  schedule: { ...office, ...more },
  "azure.pools": { users: { role: "user" } },
});

const saturdays = Array.from({ length: 60 }, (_, week) =>
  new Date(Date.UTC(2016, 0, 2 + 7 * week)).toISOString().slice(0, 10),
);

const cluster = { sleep: "cluster", tell: ["hub@example.org"] };

/** Schedules that are taken. */
export const goodSchedules: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["office hours", on()],
  ["hours of one day", on({ up: "Sat 10:00", down: "12:00" })],
  ["days of all kinds", on({ up: "Sun,Tue-Thu,Sat 07:30" })],
  ["days over the end of the week", on({ up: "Sat-Mon 07:30" })],
  ["hours over midnight", on({ up: "Mon-Fri 20:00", down: "02:00" })],
  ["whole days, and asleep at the weekend", on({ up: "Mon-Fri 00:00", down: "24:00" })],
  ["an end at midnight", on({ down: "24:00" })],
  ["a click for a day", on({ wakeOnVisit: true, awakeFor: "24h" })],
  ["a year without an opening, long past", on({ up: "Sat 08:00", except: ["0001-01-01", ...saturdays, "2027-01-02"] })],
  ["the shortest night", on({ up: "Mon-Sun 07:30", down: "07:00", warmUp: "5m", finish: "10m" })],
  ["a zone with an old name", on({ timeZone: "Asia/Calcutta" })],
  ["a zone with three parts", on({ timeZone: "America/Argentina/Buenos_Aires" })],
  ["UTC", on({ timeZone: "UTC" })],
  ["the 29th of February", on({ except: ["2028-02-29"] })],
  ["a visitor who wakes it", on({ wakeOnVisit: true, awakeFor: "15m" })],
  ["builds alone on a pool", { ...on(), "azure.pools": { builds: { role: "build" } } }],
  ["a cluster that is stopped, without pools", { schedule: { ...office, ...cluster } }],
  [
    "a cluster that is stopped, with maintenance in its hours",
    { schedule: { ...office, ...cluster }, "azure.maintenance": { day: "Monday", start: "10:00" } },
  ],
  [
    "a cluster that is stopped, with a backup in its hours",
    { schedule: { ...office, ...cluster }, backup: { type: "azure", account: "mybackup", at: "12:00" } },
  ],
  ["an existing cluster, whose nodes are its own affair", { schedule: office }, existingStack],
];
