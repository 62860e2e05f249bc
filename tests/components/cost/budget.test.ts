import { backupGroup } from "../../../components/backup/backup-account";
import { budgetName, firstOfMonth } from "../../../components/cost/budget";
import { plain } from "../../../sandbox/wire";
import { type Edits } from "../../stack/stack";
import { deployed } from "../deployed";

const cost = { monthlyBudget: 9000, tell: ["ada@example.org", "bob@example.org"] };
const of = async (edits: Edits = {}) => {
  const { named } = await deployed({ cost, ...edits });
  return plain(named("budget-month").inputs) as {
    readonly amount: number;
    readonly scope: string;
    readonly filter: { readonly dimensions: { readonly values: string[] } };
    readonly notifications: Readonly<Record<string, { thresholdType: string; threshold: number; contactEmails: [] }>>;
  };
};

test("there is none without the setting", async () => {
  const { resources } = await deployed();
  expect(resources.filter(({ name }) => name.startsWith("budget"))).toEqual([]);
});

test("it counts the groups of the stack, and those that Azure makes for it", async () => {
  const monitoring = { type: "azure" };
  const backup = { type: "azure", account: "mybackup" };
  expect((await of({ monitoring, backup })).filter.dimensions.values).toEqual([
    ...["testhub", "MC_testhub_hubcluster_westeurope", backupGroup("testhub")],
    "MA_hubcluster-metrics_westeurope_managed",
  ]);
});

test("it tells of what is spent, and of what will be", async () => {
  const { amount, notifications } = await of();
  expect(amount).toBe(9000);
  const told = Object.entries(notifications).map(([name, one]) => [name, one.thresholdType, one.threshold]);
  expect(told.sort()).toEqual([
    ["ahead", "Forecasted", 100],
    ["all", "Actual", 100],
    ["half", "Actual", 50],
    ["most", "Actual", 80],
  ]);
  const { named } = await deployed({ cost });
  expect(plain(named("budget-people").inputs)).toMatchObject({
    emailReceivers: [{ emailAddress: "ada@example.org" }, { emailAddress: "bob@example.org" }],
  });
});

test.each([
  ["testhub", "testhub-budget"],
  ["a.b(c)", "a-b-c--budget"],
  ["a".repeat(90), `${"a".repeat(56)}-budget`],
])("the budget of the group %s has a name that Azure takes", (group, name) => {
  expect(budgetName(group)).toBe(name);
  expect(name).toMatch(/^[-\w]{1,63}$/);
});

test("it begins with the month, as UTC has it", () => {
  expect(firstOfMonth(new Date("2026-12-01T00:30:00+02:00"))).toBe("2026-11-01T00:00:00Z");
});
