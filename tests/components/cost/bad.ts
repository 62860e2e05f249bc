import { type Edits, existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:cost.${name}`;
const budget = key("monthlyBudget");
const tell = ["hub@example.org"];
const cost = (more: object): Edits => ({ cost: { tell, ...more } });
const users = { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 10 };
const pools = (more: object = {}): Edits => ({ "azure.nodeCount": 1, "azure.pools": { users: { ...users, ...more } } });
const login = { type: "github", clientId: "Iv1.0123456789abcdef", allowedUsers: ["ada"] };
const unknownSize = { "vm/Standard_D4s_v9": 0.3 };
const loggedIn: Edits = {
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "hub@example.org" } },
  auth: login,
  authClientSecret: "s3cret",
};
const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret"];
const chosen: More = { person: "whom to tell" };

/** Wrong settings of the group `cost`. */
export const badCosts: readonly Row[] = [
  ["a budget alone", { cost: 900 }, "binderhub:cost", /a group of settings/],
  ["a budget in words", cost({ monthlyBudget: "900 USD" }), budget, /an amount of money/],
  ["a budget of nothing", cost({ monthlyBudget: 0 }), budget, /more than 0/],
  ["a budget that pays one back", cost({ monthlyBudget: -900 }), budget, /more than 0/],
  ["a budget that nobody hears of", { "cost.monthlyBudget": 5000 }, key("tell"), /Azure must have somebody to tell/],
  ["people who hear of no budget", cost({}), key("tell"), /nobody would be told/],
  ["nobody to tell", { cost: { monthlyBudget: 5000, tell: [] } }, key("tell"), /at least one e-mail address/, chosen],
  [
    "somebody without an address",
    { cost: { monthlyBudget: 5000, tell: ["ada"] } },
    key("tell[0]"),
    /e-mail address such as/,
  ],
  [
    "one address as a text",
    { cost: { monthlyBudget: 5000, tell: "a@b.org" } },
    key("tell"),
    /a list of e-mail addresses/,
  ],
  [
    "more people than a budget tells",
    { cost: { monthlyBudget: 5000, tell: Array.from({ length: 51 }, (_, index) => `p${index}@example.org`) } },
    key("tell"),
    /at most 50/,
    chosen,
  ],
  ["a misspelt budget", { "cost.monthlybudget": 900 }, key("monthlybudget"), /did you mean.*monthlyBudget/],
  ["nobody who uses the hub", { "cost.people": 0 }, key("people"), /from 1 to 1000000/],
  ["half a person", { "cost.people": 1.5 }, key("people"), /whole number/],
  ["more hours than a week has", { "cost.hoursPerWeek": 169 }, key("hoursPerWeek"), /from 0.1 to 168/],
  ["people who have no time", { "cost.hoursPerWeek": 0 }, key("hoursPerWeek"), /from 0.1 to 168/],
  ["no busy hours", { "cost.busyHours": 0 }, key("busyHours"), /from 1 to 168/],
  ["traffic in words", { "cost.traffic": "100 MB" }, key("traffic"), /a number of gigabytes/],
  ["traffic that comes back", { "cost.traffic": -1 }, key("traffic"), /from 0 to 1000/],
  ["images of half a gigabyte", { "cost.images": 0.5 }, key("images"), /whole number/],
  [
    "a price of something that is not billed",
    { "cost.prices": { coffee: 2 } },
    key("prices.coffee"),
    /begins with one of vm, spot/,
  ],
  [
    "a price below nothing",
    { "cost.prices": { "vm/Standard_D2s_v5": -1 } },
    key("prices.vm/Standard_D2s_v5"),
    /0 or more/,
  ],
  [
    "a budget for somebody else's cluster",
    cost({ monthlyBudget: 900 }),
    budget,
    /billed to whoever has it/,
    { base: existingStack, mends: "binderhub:cost", encrypted: [] },
  ],
  [
    "a budget below the nodes that always run",
    cost({ monthlyBudget: 50 }),
    budget,
    /no smaller cluster for this hub costs so little/,
  ],
  [
    "a pool that can grow beyond the budget",
    { ...pools(), ...cost({ monthlyBudget: 2000 }) },
    budget,
    /must be at least \d+.*nodes \(users\)/,
    { mends: "binderhub:azure.pools.users.max" },
  ],
  [
    "a budget that cannot be checked",
    { ...pools({ vmSize: "Standard_E8as_v6" }), ...cost({ monthlyBudget: 9000 }) },
    budget,
    /no price in westeurope for vm\/Standard_E8as_v6/,
  ],
  [
    "volumes of nobody knows how many",
    { ...loggedIn, storage: { size: "1Gi" }, ...cost({ monthlyBudget: 9000 }) },
    key("people"),
    /each person has a volume/,
    { encrypted },
  ],
  [
    "a budget for servers of nobody knows how many",
    { ...pools({ vmSize: "Standard_D4s_v9" }), ...cost({ monthlyBudget: 9000, prices: unknownSize }) },
    "binderhub:limits.totalQuota",
    /is needed with monthlyBudget and Standard_D4s_v9/,
  ],
];
