import { type Edits, existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:schedule.${name}`;
const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const on = (more: object): Edits => ({ schedule: { ...office, ...more }, "azure.pools": { users: { role: "user" } } });
const row = (name: string, more: object, blamed: string, rule: RegExp, other: More = {}): Row => [
  name,
  on(more),
  key(blamed),
  rule,
  other,
];
const place: More = { person: "which place is meant" };
const stopped = (more: object = {}) => ({ sleep: "cluster", tell: ["hub@example.org"], ...more });
const days = /days \(Mon, Tue, .*such as "Mon-Fri 07:30"/;
const saturdays = Array.from({ length: 60 }, (_, week) =>
  new Date(Date.UTC(2027, 0, 2 + 7 * week)).toISOString().slice(0, 10),
);
const own = (path: string, value: unknown): Edits => ({ ...on({}), [`extraValues.${path}`]: value });

/** Wrong settings of the group `schedule`. */
export const badSchedules: readonly Row[] = [
  ["a schedule as a switch", { schedule: true }, "binderhub:schedule", /group of settings/],
  row("no days", { up: undefined }, "up", /is missing/),
  row("a time without days", { up: "07:30" }, "up", days),
  row("days without a time", { up: "Mon-Fri" }, "up", days),
  row("days in German", { up: "Mo-Fr 07:30" }, "up", days),
  row("days in lower case", { up: "mon-fri 07:30" }, "up", days),
  row("days with spaces", { up: "Mon, Tue 07:30" }, "up", days),
  row("an opening at an hour of one digit", { up: "Mon-Fri 7:30" }, "up", days),
  row("half past 24", { up: "Mon-Fri 24:30" }, "up", days),
  row("cron's way of writing", { up: "30 7 * * 1-5" }, "up", days),
  row("a day that comes twice", { up: "Mon,Tue,Mon 07:30" }, "up", /names Mon twice/),
  row("a day in two ranges", { up: "Mon-Wed,Wed-Fri 07:30" }, "up", /names Wed twice/),
  row("no end", { down: undefined }, "down", /is missing/),
  row("an end in the evening, in English", { down: "7pm" }, "down", /a time with two digits each/),
  row("an end with a day", { down: "Fri 19:00" }, "down", /a time with two digits each/),
  row("an end after midnight, counted on", { down: "24:30" }, "down", /a time with two digits each/),
  row("an end at the beginning", { down: "07:30" }, "down", /must be another time/),
  row("an end at the beginning, for whole days", { up: "Mon-Fri 00:00", down: "00:00" }, "down", /closes at 24:00/),
  row("an end at the beginning, every day", { up: "Mon-Sun 07:30", down: "07:30" }, "down", /leaves 0 minutes/),
  row("no day on which it sleeps", { up: "Mon-Sun 00:00", down: "24:00" }, "down", /leaves 0 minutes for sleep/),
  row("no time to sleep", { up: "Mon-Sun 07:30", down: "07:20" }, "down", /leaves 10 minutes for sleep/),
  row("no time zone", { timeZone: undefined }, "timeZone", /is missing/),
  row("a misspelt city", { timeZone: "Europe/Berln" }, "timeZone", /did you mean Europe\/Berlin\?/),
  row("a city without its region", { timeZone: "Berlin" }, "timeZone", /did you mean Europe\/Berlin\?/),
  row("a city with a space", { timeZone: "America/New York" }, "timeZone", /did you mean America\/New_York\?/),
  row("a zone in lower case", { timeZone: "europe/berlin" }, "timeZone", /did you mean Europe\/Berlin\?/),
  row("another name of a zone", { timeZone: "Japan" }, "timeZone", /did you mean Asia\/Tokyo\?/),
  row("a zone by letters that mean a place", { timeZone: "EST5EDT" }, "timeZone", /did you mean America\/New_York\?/),
  row("a city in another continent", { timeZone: "Asia/London" }, "timeZone", /did you mean Europe\/London\?/),
  [
    "a wrong zone, by whose clock a budget would be reckoned",
    {
      ...on(stopped({ timeZone: "Berlin" })),
      cost: { monthlyBudget: 5000, tell: ["hub@example.org"] },
    },
    "binderhub:schedule.timeZone",
    /did you mean Europe\/Berlin\?/,
  ],
  row("a zone by its letters", { timeZone: "CET" }, "timeZone", /is no place with its summer time/, place),
  row("a zone as a difference", { timeZone: "+09:00" }, "timeZone", /is no place with its summer time/, place),
  row("a zone whose sign is turned round", { timeZone: "Etc/GMT-1" }, "timeZone", /is no place with its/, place),
  row("a zone of Windows", { timeZone: "W. Europe Standard Time" }, "timeZone", /take a larger city/, place),
  row("a city that has another one's clocks", { timeZone: "Asia/Beijing" }, "timeZone", /take a larger city/, place),
  row("a city by its own name", { timeZone: "Europe/M\u00fcnchen" }, "timeZone", /take a larger city/, place),
  row("a city almost like one far away", { timeZone: "Asia/Mumbai" }, "timeZone", /take a larger city/, place),
  row("a zone by its number", { timeZone: 1 }, "timeZone", /a time zone by its name/),
  row("one date", { except: "2026-12-24" }, "except", /a list of dates/),
  row("no date", { except: [] }, "except", /at least one date/),
  row("an excepted date as people write it", { except: ["24.12.2026"] }, "except[0]", /a date such as/),
  row("the 30th of February excepted", { except: ["2026-12-24", "2027-02-30"] }, "except[1]", /no day of the calendar/),
  row("a year with a wrong digit", { except: ["2926-12-24", "2026-12-25"] }, "except[0]", /more than three years away/),
  row("dates of which none is right", { except: ["2926-12-24", "2927-12-24"] }, "except[0]", /more than three years/, {
    also: [key("except[1]")],
    mends: key("except"),
  }),
  row("two dates of three", { except: ["2926-12-24", "2027-02-30", "2026-12-24"] }, "except[1]", /no day of/, {
    also: [key("except[0]")],
  }),
  row("a date twice", { except: ["2026-12-24", "2026-12-24"] }, "except[1]", /twice/),
  row("no day that is left", { up: "Sat 08:00", except: saturdays }, "except", /more than a year/),
  row("a warm-up without a unit", { warmUp: "15" }, "warmUp", /a time such as 15m or 1h/),
  row("a warm-up of nothing", { warmUp: "0m" }, "warmUp", /a time such as/),
  row("a warm-up in seconds", { warmUp: "900s" }, "warmUp", /a time such as/),
  row("a warm-up longer than the night", { warmUp: "13h" }, "warmUp", /the hub sleeps 750 minutes only/),
  row("servers that go on for days", { finish: "1 day" }, "finish", /a time such as/),
  row("servers that go on all night", { finish: "13h" }, "finish", /is too long/),
  row("no time without nodes", { warmUp: "6h", finish: "6h30m" }, "finish", /a time such as/),
  row("a night that is all warm", { warmUp: "6h", finish: "390m" }, "finish", /no time without nodes/),
  row("visitors as a word", { wakeOnVisit: "yes" }, "wakeOnVisit", /true or false/),
  row(
    "the usual warm-up and finish, and a night of half an hour",
    { up: "Mon-Sun 07:30", down: "07:00" },
    "finish",
    /is too long: the hub sleeps 30 minutes only/,
  ),
  row("a warm-up for which servers leave no time", { warmUp: "13h", finish: "12h" }, "warmUp", /is too long/),
  row("a time without visitors", { awakeFor: "2h" }, "awakeFor", /no use without schedule\.wakeOnVisit/, {
    mends: "binderhub:schedule.wakeOnVisit",
  }),
  row("a time in which no node comes", { wakeOnVisit: true, awakeFor: "5m" }, "awakeFor", /15m at least/),
  row("a click for weeks", { wakeOnVisit: true, awakeFor: "999h" }, "awakeFor", /24h at most/),
  row("a misspelt zone's key", { timezone: "Europe/Berlin" }, "timezone", /did you mean.*timeZone/),
  row("a sleep of something else", { sleep: "pools" }, "sleep", /one of nodes, cluster/),
  row("somebody who hears of no cluster", { tell: ["hub@example.org"] }, "tell", /no use without sleep: cluster/),
  row("a list of people with no e-mail address", stopped({ tell: ["ada"] }), "tell[0]", /an e-mail address such as/),
  row(
    "somebody who is told of a cluster twice",
    stopped({ tell: ["hub@example.org", "hub@example.org"] }),
    "tell[1]",
    /not in the list already/,
  ),
  row("a cluster that is stopped, and nobody is told", { sleep: "cluster" }, "tell", /is needed with sleep: cluster/),
  row(
    "a visitor who wakes a stopped cluster",
    stopped({ wakeOnVisit: true }),
    "wakeOnVisit",
    /the page with the button/,
    {
      mends: key("sleep"),
    },
  ),
  row(
    "a visitor who wakes a stopped cluster, and nobody is told",
    { sleep: "cluster", wakeOnVisit: true },
    "wakeOnVisit",
    /the page with the button/,
    { mends: key("sleep") },
  ),
  row(
    "a zone that Windows does not know",
    stopped({ timeZone: "Antarctica/Troll" }),
    "timeZone",
    /clocks that no time zone of Windows' has/,
    {
      mends: key("sleep"),
    },
  ),
  row(
    "a night too short to stop a cluster",
    stopped({ up: "Mon-Sun 07:30", down: "05:30" }),
    "sleep",
    /for 20 minutes only/,
  ),
  // A stop on each day would be in the middle of the next one.
  row(
    "whole days that touch, and a cluster that is stopped",
    stopped({ up: "Mon-Fri 00:00", down: "24:00" }),
    "sleep",
    /cannot be cluster/,
  ),
  row(
    "a night too short to stop a cluster in, when clocks are put forward",
    stopped({ up: "Mon-Sun 03:30", down: "01:50", warmUp: "5m", finish: "10m" }),
    "sleep",
    /for 0 minutes only/,
  ),
  [
    "an existing cluster, to be stopped",
    { schedule: { ...office, ...stopped() } },
    key("sleep"),
    /cannot be cluster on an existing cluster/,
    { base: existingStack },
  ],
  [
    "maintenance in which the cluster is stopped",
    { ...on(stopped()), "azure.maintenance": { day: "Monday", start: "18:00" } },
    "binderhub:azure.maintenance",
    /across a time at which the cluster is started or stopped/,
    { mends: "binderhub:azure.maintenance.day" },
  ],
  [
    "maintenance just before the cluster is started, in summer alone",
    { ...on(stopped()), "azure.maintenance": { day: "Monday", start: "00:30" } },
    "binderhub:azure.maintenance",
    /less than 1 hour from it/,
    { mends: "binderhub:azure.maintenance.day" },
  ],
  [
    "somebody who looks from outside at a stopped cluster",
    { ...on(stopped()), monitoring: { type: "azure", outside: "15m" } },
    "binderhub:monitoring.outside",
    /must be off with schedule\.sleep: cluster/,
  ],
  [
    "a backup while the cluster is stopped",
    { ...on(stopped()), backup: { type: "azure", account: "mybackup", at: "02:41" } },
    "binderhub:backup.at",
    /a time \(UTC\) at which the cluster is stopped/,
  ],
  [
    "backups twice a day, and in no hours of a short day",
    {
      ...on(stopped({ up: "Sat 10:00", down: "12:00" })),
      backup: { type: "azure", account: "mybackup", every: "12h", at: "03:00" },
    },
    "binderhub:backup.at",
    /there must be a backup in the hours in which it runs/,
  ],
  [
    "nothing that could sleep",
    { schedule: office },
    "binderhub:schedule",
    /saves nothing here/,
    { mends: "binderhub:azure.pools.users" },
  ],
  [
    "the code of BinderHub undone",
    own("extraConfig.zz-asleep", ""),
    "binderhub:extraValues.extraConfig.zz-asleep",
    /decided by the setting binderhub:schedule/,
  ],
  [
    "a quota that runs after it",
    own("extraConfig.zz-b", "c.BinderHub.launch_quota_class = Mine"),
    "binderhub:extraValues.extraConfig.zz-b",
    /would run after zz-asleep/,
  ],
  [
    "more rights for its service",
    own("jupyterhub.hub.loadRoles.binder-schedule.scopes", ["admin:users"]),
    "binderhub:extraValues.jupyterhub.hub.loadRoles.binder-schedule.scopes",
    /decided by the setting binderhub:schedule/,
  ],
  [
    "placeholders beside the schedule's",
    own("jupyterhub.scheduling.userPlaceholder.replicas", 3),
    "binderhub:extraValues.jupyterhub.scheduling.userPlaceholder.replicas",
    /use scheduling\.placeholders/,
  ],
];
