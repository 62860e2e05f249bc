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
  ["a budget beyond all limits", cost({ monthlyBudget: 1e9 }), budget, /more than 0 and at most 100000000/],
  ["a budget with its thousands apart", cost({ monthlyBudget: "1,500" }), budget, /an amount.*without a currency/],
  ["a budget with its currency", cost({ monthlyBudget: "EUR900" }), budget, /an amount.*without a currency/],
  ["a budget that pays one back", cost({ monthlyBudget: -900 }), budget, /more than 0/],
  ["a budget that nobody hears of", { "cost.monthlyBudget": 5000 }, key("tell"), /Azure must have somebody to tell/],
  [
    "a budget that somebody else than the certificate's may hear of",
    {
      "cost.monthlyBudget": 5000,
      exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "ada@mygroup.org" } },
    },
    key("tell"),
    /Azure must have somebody to tell/,
    { mends: "ada@mygroup.org" },
  ],
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
    "somebody who is told twice",
    { cost: { monthlyBudget: 5000, tell: ["a@b.org", "c@b.org", "a@b.org"] } },
    key("tell[2]"),
    /not in the list already/,
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
    /is not the name of a price: docs\/prices.md has them/,
  ],
  [
    "a price of a disk whose name is misspelt",
    { "cost.prices": { "disk/P10_ZRS": 20.5 } },
    key("prices.disk/P10_ZRS"),
    /did you mean disk\/P10-ZRS/,
  ],
  ["a price of all machines", { "cost.prices": { vm: 0.1 } }, key("prices.vm"), /is not the name of a price/],
  [
    "a price of a kind of address",
    { "cost.prices": { "address/x": 0.1, address: 0.2 } },
    key("prices.address/x"),
    /did you mean address/,
  ],
  [
    "a price of an unknown tier",
    { "cost.prices": { "registry/basic": 0.2 } },
    key("prices.registry/basic"),
    /did you mean registry\/Basic/,
  ],
  ["a price in quotes", { "cost.prices": { address: "0.005" } }, key("prices.address"), /from 0 to 1000000/],
  ["a price without end", { "cost.prices": { address: 1e300 } }, key("prices.address"), /from 0 to 1000000/],
  [
    "a price below nothing",
    { "cost.prices": { "vm/Standard_D2s_v5": -1 } },
    key("prices.vm/Standard_D2s_v5"),
    /from 0 to 1000000/,
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
    /must be at least \d+.*No cluster within 50 was found: the smallest that was tried costs \d+ at most/,
  ],
  [
    "a budget below the smallest cluster",
    { "azure.nodeCount": 1, ...cost({ monthlyBudget: 50 }) },
    budget,
    /must be at least \d+.*No smaller cluster was found/,
  ],
  [
    "a budget below a node for users of this size",
    { ...pools({ max: 1 }), ...cost({ monthlyBudget: 400 }) },
    budget,
    /must be at least \d+.*With the changes below it costs \d+ at most, with room for \d+ people at a time instead of \d+/,
    { mends: "binderhub:azure.pools.users.vmSize" },
  ],
  [
    "a pool that can grow beyond the budget",
    { ...pools(), ...cost({ monthlyBudget: 2000 }) },
    budget,
    /must be at least \d+.*nodes \(users\).*docs\/schedule.md/,
    { mends: "binderhub:azure.pools.users.max" },
  ],
  [
    "a budget that cannot be checked",
    { ...pools({ vmSize: "Standard_E8as_v6" }), ...cost({ monthlyBudget: 9000 }) },
    budget,
    /no price in westeurope for vm\/Standard_E8as_v6.*npm run prices -- --region westeurope/,
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
