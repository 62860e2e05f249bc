import { check, edited, type Edits, existingStack, warningsOf } from "../../stack/stack";

const warnings = (cost: object, more: Edits = {}) => warningsOf(edited({ cost, ...more })).filter(isOfCost);
const isOfCost = (text: string) => text.startsWith("cost.");

describe("a price under which nothing of the stack is billed", () => {
  test.each([
    ["a misspelt size", "vm/Standard_D2s_v55", "vm/Standard_D2s_v5"],
    ["a disk in small letters", "disk/p10", "disk/P10"],
  ])("is warned of, as %s", (_what, name, meant) => {
    expect(warnings({ prices: { [name]: 1 } })).toEqual([
      `cost.prices: nothing of this stack is billed as ${name}; did you mean ${meant}?`,
    ]);
  });

  test("is not taken for another, if it is a real one", () => {
    expect(warnings({ prices: { "vm/Standard_D8s_v5": 1 } })).toEqual([
      "cost.prices: nothing of this stack is billed as vm/Standard_D8s_v5",
    ]);
  });

  test("is not warned of where something is, if the table has no price of it", () => {
    const pools = { "azure.pools": { users: { role: "user", vmSize: "Standard_D4s_v9", min: 0, max: 1 } } };
    expect(warnings({ prices: { "vm/Standard_D4s_v9": 1, "vm/Standard_D2s_v5": 1, address: 0 } }, pools)).toEqual([]);
  });

  test("is not warned of on a cluster of somebody else's", () => {
    expect(
      warningsOf(edited({ cost: { prices: { "vm/Standard_D2s_v55": 1 } } }, existingStack)).filter(isOfCost),
    ).toEqual([]);
  });
});

describe("what was typed stays", () => {
  const mendOf = (cost: object) => check(edited({ cost })).problems[0]?.mend;

  test.each([
    ["1,500", 1500],
    ["1'500", 1500],
    ["12 000", 12_000],
    ["1,234,567", 1_234_567],
    ["EUR750", 750],
    ["750 EUR", 750],
    ["€ 750", 750],
    ["750$", 750],
  ])("of a budget: %s", (monthlyBudget, number) => {
    expect(mendOf({ monthlyBudget, tell: ["ada@mygroup.org"] })).toMatch(new RegExp(` ${number}$`));
  });

  test("of hours with a comma before the decimals", () => {
    expect(mendOf({ hoursPerWeek: "2,5" })).toMatch(/--type float --path binderhub:cost\.hoursPerWeek 2\.5$/);
  });

  test.each(["5 MB", "1.5,00", "1,50,000", "-5", "5O", "1,5000"])(
    "but not what may mean something else: %s",
    (typed) => {
      expect(mendOf({ traffic: typed })).toMatch(/--type float --path binderhub:cost\.traffic 0\.02$/);
    },
  );

  test("of a price whose name is misspelt", () => {
    const set = "pulumi config set --type float --path binderhub:cost.prices.address 0.004";
    const rm = "pulumi config rm --path 'binderhub:cost.prices.address/x'";
    expect(mendOf({ prices: { "address/x": 0.004 } })).toBe(`${rm} && ${set}`);
    expect(mendOf({ prices: { "address/x": 0.004, address: 0.005 } })).toBe(rm);
  });

  test("of those who are told", () => {
    const tell = ["ada@mygroup.org", "bob@mygroup.org", "ada@mygroup.org"];
    expect(mendOf({ monthlyBudget: 9000, tell })).toBe("pulumi config rm --path 'binderhub:cost.tell[2]'");
  });
});

describe("who is told of a budget", () => {
  const told = (...tell: readonly string[]) => warnings({ monthlyBudget: 9000, tell });

  test("is warned of where nobody reads it", () => {
    expect(told("hub@example.org", "ada@mygroup.org", "a@lists.Example.com")).toEqual([
      "cost.tell: nobody reads hub@example.org, which is an example: set an address of your own",
      "cost.tell: nobody reads a@lists.Example.com, which is an example: set an address of your own",
    ]);
  });

  test("is not warned of where somebody may", () => {
    expect(told("ada@mygroup.org", "ada@myexample.org")).toEqual([]);
  });
});
