import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { parse } from "yaml";
import { bills } from "../../../components/concepts";
import { type Bill } from "../../../components/cost/bill";
import { type Costly, estimate } from "../../../components/cost/estimate";
import { fitting } from "../../../components/cost/fitting";
import { priceTable } from "../../../components/cost/prices";
import { placingValues } from "../../../components/scheduling/placing-values";
import { roomForServers } from "../../../components/scheduling/room";
import { projectFolder } from "../../../rehearse/folders";
import { type Problem } from "../../../settings/problems";
import { mended, type StackFile } from "../../stack/mending";
import { check, edited, goodStack, type StackConfig } from "../../stack/stack";
import { costlyIn, costlyOf, costlySecrets, costlyStacks } from "./stacks";

const key = "binderhub:cost.monthlyBudget";
const tell = ["ada@mygroup.org"];
const budgetIn = (stack: StackConfig): number => (stack["binderhub:cost"] as { monthlyBudget: number }).monthlyBudget;

/** The stack `prod`, with what only a person knows. */
const prod = edited(
  { "auth.clientId": "Iv1.0123456789abcdef", authClientSecret: "s3cret", "azure.apiServerRanges": ["203.0.113.7/32"] },
  (parse(readFileSync(join(projectFolder, "Pulumi.prod.yaml"), "utf8")) as { config: StackConfig }).config,
);
const file = (stack: StackConfig): StackFile => ({ stack, secretKeys: ["binderhub:authClientSecret"] });

/** What is said of a budget, and the stack after what is offered, which is taken. */
function offered({ stack, secretKeys }: StackFile): { readonly problem: Problem; readonly then: StackConfig } {
  const [problem, ...others] = check(stack, secretKeys).problems;
  expect([problem?.key, others]).toEqual([key, []]);
  if (problem === undefined) throw new Error("nothing is wrong");
  const next = mended(problem.mend ?? "", { stack, secretKeys });
  expect(check(next.stack, next.secretKeys).problems).toEqual([]);
  return { problem, then: next.stack };
}

function costlyAfter(stack: StackConfig, secretKeys: readonly string[]) {
  const { settings } = check(stack, secretKeys);
  if (settings === undefined) throw new Error("it is refused");
  return costlyIn(settings);
}

/** For how many people there is room at a time. */
function seats(settings: ReturnType<typeof costlyAfter>): number {
  const room = roomForServers(settings.azure, placingValues(settings));
  return "unknown" in room ? NaN : Math.min(room.max, settings.limits.totalQuota ?? Infinity);
}

describe("a budget of 900 for the stack prod", () => {
  const { problem, then } = offered(file(edited({ cost: { monthlyBudget: 900, tell } }, prod)));
  const settings = costlyAfter(then, ["binderhub:authClientSecret"]);

  test("is kept, by a cluster that is offered", () => {
    expect(budgetIn(then)).toBe(900);
    expect(estimate(settings, bills).total.most).toBeLessThanOrEqual(900);
  });

  test("tells how many people there is room for then, and before", () => {
    const before = seats(costlyAfter(prod, ["binderhub:authClientSecret"]));
    expect(problem.rule).toContain(`room for ${seats(settings)} people at a time instead of ${before}`);
    expect(seats(settings)).toBeGreaterThan(0);
  });

  test("tells of hours in which the hub sleeps, and what becomes of pools with another size", () => {
    expect(problem.rule).toMatch(/anew, and stops what runs there.*docs\/schedule\.md/);
  });
});

test("pools for builds go only where nothing else is enough, and it is said where builds run then", () => {
  const enough = offered(file(edited({ cost: { monthlyBudget: 900, tell } }, prod)));
  expect(enough.problem.mend).not.toContain("pulumi config rm");
  const little = offered(file(edited({ cost: { monthlyBudget: 500, tell } }, prod)));
  expect(little.problem.mend).toContain("pulumi config rm --path binderhub:azure.pools.builds");
  expect(little.problem.rule).toContain("Builds run beside servers then");
  expect(budgetIn(little.then)).toBe(500);
});

test("nothing is taken away for which there is money", () => {
  const almost = { cost: { monthlyBudget: 5000, tell } };
  const { problem } = offered(file(edited(almost, prod)));
  expect(problem.mend).toBe("pulumi config set --path binderhub:azure.pools.users.max 9");
});

test("where no cluster is found, the budget becomes what the smallest one costs", () => {
  const { then, problem } = offered(file(edited({ cost: { monthlyBudget: 300, tell } }, prod)));
  const { total } = estimate(costlyAfter(then, ["binderhub:authClientSecret"]), bills);
  expect(budgetIn(then)).toBe(Math.ceil(total.most));
  expect(budgetIn(then)).toBeLessThan(500);
  expect(problem.rule).toContain(`the smallest that was tried costs ${budgetIn(then)} at most`);
});

// The events' nodes, the quotas, the placeholders and the builds' architecture are checked with everything else: the stack is taken.
test("what is offered is taken, and costs no more than the budget that the stack has then", () => {
  fc.assert(
    fc.property(costlyStacks, fc.double({ min: 0.05, max: 0.99, noNaN: true }), (edits, part) => {
      const stack = edited(edits);
      const secretKeys = costlySecrets.filter((name) => stack[name] !== undefined);
      fc.pre(check(stack, secretKeys).problems.length === 0);
      const { total, missing } = estimate(costlyOf(edits, goodStack, secretKeys), bills);
      fc.pre(missing.length === 0);
      const cost = { ...(edits.cost as object), monthlyBudget: Math.max(1, Math.floor(total.most * part)), tell };
      const { then, problem } = offered({ stack: edited({ ...edits, cost }), secretKeys });
      const settings = costlyAfter(then, secretKeys);
      expect(estimate(settings, bills).total.most).toBeLessThanOrEqual(budgetIn(then));
      if (budgetIn(then) > cost.monthlyBudget) expect(problem.rule).toMatch(/No (smaller )?cluster.*was found/);
    }),
    { numRuns: 25 },
  );
});

test("pools of 1000 nodes are tried in few steps", () => {
  const pool = { role: "user", vmSize: "Standard_D8s_v5", min: 0, max: 1000 };
  const settings = costlyOf({ "azure.pools": { a: pool, b: { ...pool, min: 500 }, c: pool } });
  let asked = 0;
  const counting: Bill = { of: [], reckon: () => [((asked += 1), [])].flat(), says: () => ({}) };
  const judges = { bills: [...bills, counting], table: priceTable(), faults: () => [] };
  const budget = estimate(settings, bills).total.most / 2;
  const { most, steps } = fitting(settings, budget, judges);
  expect(most).toBeLessThanOrEqual(budget);
  expect(steps.map(({ path }) => path.at(-1))).toEqual(["max", "max", "max"]);
  // Each estimate asks twice.
  expect(asked / 2).toBeLessThan(100);
});

test("a cluster of which a price is not known is not taken for a cheap one", () => {
  const users = { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 2 };
  const settings = costlyOf({ "azure.nodeCount": 1, "azure.pools": { users } });
  const { prices, ...others } = priceTable();
  const table = {
    ...others,
    prices: Object.fromEntries(Object.entries(prices).filter(([meter]) => meter !== "vm/Standard_D4s_v5")),
  };
  const judges = { bills, table, faults: () => [] };
  const found = fitting(settings, 350, judges);
  expect(found.most).toBeGreaterThan(estimate(found.settings, bills, table).missing.length === 0 ? 0 : Infinity);
});

test("nothing is offered with which another rule is broken", () => {
  const users = { role: "user", vmSize: "Standard_D8s_v5", min: 0, max: 10 };
  const settings = costlyOf({ "azure.nodeCount": 1, "azure.pools": { users } });
  const atLeastFour = {
    ...{ bills, table: priceTable() },
    faults: ({ azure }: Costly) => (Number(azure.pools.users?.max) < 4 ? [{ key: "a", rule: "b" }] : []),
  };
  expect(fitting(settings, 1, atLeastFour).settings.azure.pools.users?.max).toBe(4);
});
