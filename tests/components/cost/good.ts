import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const cost = (more: object): Edits => ({ cost: { tell: ["hub@example.org"], ...more } });

/** Settings of costs that are taken. */
export const goodCosts: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["a budget that is enough", cost({ monthlyBudget: 5000 })],
  ["a budget and a price of one's own", cost({ monthlyBudget: 5000, prices: { "vm/Standard_D2s_v5": 0.08 } })],
  [
    "a budget and spot nodes in a region without spot prices",
    {
      "azure-native:location": "uksouth",
      "azure.pools": {
        users: { role: "user", vmSize: "Standard_D4s_v5", min: 0, max: 1 },
        cheap: { role: "user", vmSize: "Standard_D4s_v5", min: 0, max: 2, spot: true },
      },
      ...cost({ monthlyBudget: 5000 }),
    },
  ],
  [
    "a price of a size that the table does not have",
    cost({ monthlyBudget: 5000, prices: { "vm/Standard_D4s_v9": 1 } }),
  ],
  ["a price of a storage class of one's own", cost({ monthlyBudget: 5000, prices: { "disk/fast.ssd-2": 30 } })],
  ["what people do, and no budget", { cost: { people: 30, hoursPerWeek: 2.5, busyHours: 10, traffic: 0, images: 0 } }],
  ["what people do on a cluster that is there", { cost: { people: 30 } }, existingStack],
];
