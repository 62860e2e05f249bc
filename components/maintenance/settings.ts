import * as z from "zod";
import { group, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

const date = text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date such as "2027-02-01", in quotes');

/** Days without maintenance, both ends included. */
const span = group({
  from: date.meta({ description: "The first day.", example: "2027-02-01" }),
  to: date.meta({ description: "The last day.", example: "2027-02-12" }),
});

/**
 * The `binderhub:azure.maintenance` group: when AKS may replace nodes. Each node that it replaces stops the servers on it.
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance for the least number of hours
 */
export const maintenance = group({
  day: z
    .enum(days, { error: `one of ${days.join(", ")}` })
    .default("Sunday")
    .meta({
      description: "Day of the week.",
      example: "Sunday",
    }),
  start: text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as "02:00", in quotes')
    .default("02:00")
    .meta({ description: "Time at which it may begin.", example: "02:00" }),
  hours: wholeNumber(4, 24).default(4).meta({ description: "Hours that it may take.", example: 4 }),
  utcOffset: text(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'a difference to UTC such as "+01:00", in quotes')
    .default("+00:00")
    .meta({ description: "The time zone of `start`, as its difference to UTC.", example: "+01:00" }),
  never: z
    .array(span, { error: "a list of { from, to }" })
    .min(1, "at least one { from, to }, or left out")
    .optional()
    .meta({
      description: "Days without maintenance, such as the weeks of a course. Default: none.",
      example: [{ from: "2027-02-01", to: "2027-02-12" }],
    }),
});

/** When maintenance may happen. */
export type Maintenance = DeepReadonly<z.output<typeof maintenance>>;
