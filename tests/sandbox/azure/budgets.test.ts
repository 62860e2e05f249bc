import { worldOf } from "../../../sandbox/azure/world";
import { type Properties } from "../../../sandbox/model";
import { answer, call, emptyScene, group, make, modelOf } from "./scene";

const notification = { enabled: true, operator: "GreaterThan", threshold: 80, contactEmails: ["hub@example.org"] };
const budget = (edits: Properties = {}) => ({
  ...{ scope: "/subscriptions/a", budgetName: "hub-budget", amount: 100, category: "Cost", timeGrain: "Monthly" },
  timePeriod: { startDate: "2026-11-01T00:00:00Z" },
  notifications: { most: notification },
  ...edits,
});
const onThe = (day: string) => {
  const scene = emptyScene();
  make(scene, "group", group);
  worldOf(scene.clouds).today = new Date(day);
  return scene;
};
const starting = (startDate: string) => budget({ timePeriod: { startDate } });

describe("a budget", () => {
  test("is one of the subscription, and Azure fills in its last day", () => {
    const on = onThe("2026-11-28");
    const id = make(on, "budget", budget());
    expect(id).toBe("/subscriptions/a/providers/Microsoft.Consumption/budgets/hub-budget");
    expect(answer(on, "budget", id)).toMatchObject({ timePeriod: { endDate: "2036-11-01T00:00:00Z" } });
  });

  test("can be asked for, and is told to be missing", () => {
    const on = onThe("2026-11-28");
    const id = make(on, "budget", budget());
    const ask = () => call(on, "consumption:getBudget", { scope: "/subscriptions/a", budgetName: "hub-budget" });
    expect(ask()).toEqual({ ...answer(on, "budget", id), id });
    on.clouds.remove(id);
    expect(ask).toThrow(/Status=404/);
  });

  test("begins with the first day of a month", () => {
    expect(() => make(onThe("2026-11-28"), "budget", starting("2026-11-02T00:00:00Z"))).toThrow(/first of a month/);
  });

  test("does not begin with a month that is over", () => {
    expect(() => make(onThe("2026-11-28"), "budget", starting("2026-10-01T00:00:00Z"))).toThrow(/prior to the current/);
  });

  test("keeps its first day", () => {
    const on = onThe("2026-11-28");
    make(on, "budget", budget());
    worldOf(on.clouds).today = new Date("2026-12-03");
    const { schema } = modelOf("budget");
    expect(schema.forceNew).toEqual([]);
    expect(() =>
      modelOf("budget").update?.(
        starting("2026-12-01T00:00:00Z"),
        on,
        "/subscriptions/a/providers/Microsoft.Consumption/budgets/hub-budget",
        {},
      ),
    ).toThrow(/Start date of budgets cannot be updated/);
  });

  test("has at most five notifications", () => {
    const six = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, notification]));
    expect(() => make(onThe("2026-11-28"), "budget", budget({ notifications: six }))).toThrow(/five/);
  });

  test.each<[string, Properties, RegExp]>([
    ["a threshold of nothing", { a: { ...notification, threshold: 0 } }, /threshold/],
    ["nobody who is told", { a: { ...notification, contactEmails: [] } }, /somebody/],
    ["people whom nobody has made", { a: { ...notification, contactGroups: ["/gone"] } }, /gone/],
  ])("has not %s", (_what, notifications, why) => {
    expect(() => make(onThe("2026-11-28"), "budget", budget({ notifications }))).toThrow(why);
  });

  test("has a name of letters, digits, hyphens and underscores", () => {
    expect(modelOf("budget").check?.(budget({ budgetName: "my.budget" }))).toHaveLength(1);
    expect(modelOf("budget").check?.(budget())).toEqual([]);
  });
});
