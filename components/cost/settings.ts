import * as z from "zod";
import { emailAddresses, group, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

const amount = (rule: string) => z.number({ error: rule }).positive(rule).max(100_000_000, rule);
const price = "a price from 0 to 1000000";

/** The `binderhub:cost` group: what a month may cost, and what the estimate assumes of the people. */
export const cost = group({
  monthlyBudget: amount("an amount of money, more than 0 and at most 100000000, without a currency").optional().meta({
    description:
      "What a month may cost, in the currency of the price table (US dollars). Settings that could cost more are refused, and Azure tells `tell` before it is spent. Default: no limit.",
    example: 900,
  }),
  tell: emailAddresses.optional().meta({
    description: "Who hears from Azure when a part of `monthlyBudget` is spent, or will be.",
    example: ["hub@example.org"],
  }),
  people: wholeNumber(1, 1_000_000).optional().meta({
    description:
      "How many people use the hub in a month, and have a volume if there is `storage`. Default: as many as there is room for at a time.",
    example: 100,
  }),
  hoursPerWeek: z
    .number({ error: "a number of hours from 0.1 to 168" })
    .min(0.1, "a number of hours from 0.1 to 168")
    .max(168, "a number of hours from 0.1 to 168")
    .default(4)
    .meta({ description: "Hours a week for which one person has a server.", example: 4 }),
  busyHours: wholeNumber(1, 168).default(40).meta({
    description: "Hours a week into which people's work falls. With fewer, more are there at a time.",
    example: 40,
  }),
  traffic: z
    .number({ error: "a number of gigabytes from 0 to 1000" })
    .min(0, "a number of gigabytes from 0 to 1000")
    .max(1000, "a number of gigabytes from 0 to 1000")
    .default(0.02)
    .meta({ description: "Gigabytes that leave Azure for each hour of a server.", example: 0.02 }),
  images: wholeNumber(0, 100_000).default(100).meta({
    description: "Gigabytes of images in an Azure registry that the stack makes.",
    example: 100,
  }),
  prices: z
    .record(z.string(), z.number({ error: price }).min(0, price).max(1_000_000, price), { error: "prices by name" })
    .default({})
    .meta({
      description:
        "Your own prices, or those that the table does not have, by the names in `docs/prices.md`, in the table's currency.",
      example: { "vm/Standard_D8s_v5": 0.31 },
    }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly cost: DeepReadonly<z.output<typeof cost>>;
  }
}
