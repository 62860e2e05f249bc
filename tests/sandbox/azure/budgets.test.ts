import { worldOf } from "../../../sandbox/azure/world";
import { type Properties } from "../../../sandbox/model";
import { answer, emptyScene, group, make, modelOf } from "./scene";

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

  test.each([
    ["a day within a month", "2026-11-02T00:00:00Z", /first of a month/],
    ["a month that is over", "2026-10-01T00:00:00Z", /prior to the current month/],
  ])("does not begin with %s", (_what, startDate, why) => {
    expect(() => make(onThe("2026-11-28"), "budget", starting(startDate))).toThrow(why);
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

  test.each<[string, Properties, RegExp]>([
    [
      "more than five notifications",
      Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, notification])),
      /five/,
    ],
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
