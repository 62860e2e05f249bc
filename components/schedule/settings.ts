import * as z from "zod";
import { emailAddresses, group, text } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { dayNames } from "./hours";

const day = `(${dayNames.join("|")})`;
const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;

const duration = text(/^[1-9]\d{0,2}(m|h)$/, "a time such as 15m or 1h");

/** The `binderhub:schedule` group: when the hub is open. At all other times it sleeps. */
export const schedule = group({
  up: text(
    new RegExp(`^${day}(-${day})?(,${day}(-${day})?)* ${time}$`),
    `days (${dayNames.join(", ")}, ranges, or both with commas) and a time with two digits each, such as "Mon-Fri 07:30"`,
  ).meta({
    description: "Days on which the hub opens, and the time at which it does.",
    example: "Mon-Fri 07:30",
  }),
  down: text(new RegExp(`^(${time}|24:00)$`), 'a time with two digits each, such as "19:00", in quotes').meta({
    description:
      "Time at which it closes. If it is not later than that of `up`, it is on the next day. `24:00` is the end of the day.",
    example: "19:00",
  }),
  timeZone: text(/^\D/, "a time zone by its name, such as Europe/Berlin").meta({
    description: "Time zone of these times, by its name. Summer time is taken into account.",
    example: "Europe/Berlin",
  }),
  except: z
    .array(text(/^\d{4}-\d\d-\d\d$/, 'a date such as "2026-12-24", in quotes'), {
      error: 'a list of dates, such as ["2026-12-24"]',
    })
    .min(1, "at least one date, or left out")
    .max(400, "at most 400 dates")
    .optional()
    .meta({
      description: "Dates on which it does not open, such as holidays. Default: none.",
      example: ["2026-12-24", "2026-12-25"],
    }),
  warmUp: duration.default("15m").meta({
    description: "How long before it opens nodes are started (`azure.pools.NAME.min` of each pool).",
    example: "15m",
  }),
  finish: duration.default("1h").meta({
    description: "How long servers that run when it closes may go on. Then they are stopped.",
    example: "1h",
  }),
  sleep: z.enum(["nodes", "cluster"], { error: "one of nodes, cluster" }).default("nodes").meta({
    description:
      "What goes while it sleeps: `nodes` for people and builds, or the whole `cluster`, with the hub and its page. That needs the right to assign a role.",
    example: "cluster",
  }),
  tell: emailAddresses.optional().meta({
    description: "Who gets an e-mail if the cluster could not be started or stopped. `sleep: cluster` needs it.",
    example: ["hub@example.org"],
  }),
  wakeOnVisit: z.boolean({ error: "true or false" }).default(false).meta({
    description:
      "Whether a visitor of the sleeping hub may wake it, by a click. Where people log in, only who is logged in may.",
    example: true,
  }),
  awakeFor: duration.optional().meta({
    description:
      "How long the hub stays awake after a visitor woke it, at most `24h`. It stays awake longer while people have servers. Default: 2h.",
    example: "2h",
  }),
});

/** When the hub is open, complete. */
export type ScheduleSettings = DeepReadonly<z.output<typeof schedule>>;

/** How long a visitor wakes the hub for, if nothing else is set. */
export const usualAwake = "2h";

declare module "../../settings/settings" {
  interface Settings {
    readonly schedule?: ScheduleSettings;
  }
}
