import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const cost = (more: object): Edits => ({ cost: { tell: ["hub@example.org"], ...more } });

/** Settings of costs that are taken. */
export const goodCosts: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["a budget that is enough", cost({ monthlyBudget: 5000 })],
  ["a budget and a price of one's own", cost({ monthlyBudget: 5000, prices: { "vm/Standard_D2s_v5": 0.08 } })],
  ["what people do, and no budget", { cost: { people: 30, hoursPerWeek: 2.5, busyHours: 10, traffic: 0, images: 0 } }],
  ["what people do on a cluster that is there", { cost: { people: 30 } }, existingStack],
];
