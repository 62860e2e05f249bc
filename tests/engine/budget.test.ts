/** @jest-environment ./tests/engine/environment.ts */
import { worldOf } from "../../sandbox/azure/world";
import { isEmpty, things } from "./events";
import { onStage } from "./stage";

const set = { "cost.monthlyBudget": "2000", "cost.tell[0]": "hub@example.org", "limits.userMemoryGuarantee": "1G" };

describe("a stack with a budget", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const change = (key: string, value: string) => rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);
      const budget = () => rehearsal.clouds.all().find(([id]) => id.includes("/budgets/"));
      const up = await rehearsal.run("up");
      const [id, made] = budget() ?? [];
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      // The next year begins: the budget still begins when it was made.
      jest.useFakeTimers({ doNotFake: allButDate, now: nextYear() });
      worldOf(rehearsal.clouds).today = nextYear();
      const later = await rehearsal.run("up");
      await change("cost.monthlyBudget", "2500");
      const more = await rehearsal.run("up");
      const [, changed] = budget() ?? [];
      // Somebody deletes it in the portal.
      rehearsal.clouds.remove(id ?? "");
      const gone = await rehearsal.run("up");
      const told = await rehearsal.run("refresh");
      // The program's own clock did not move.
      jest.useRealTimers();
      worldOf(rehearsal.clouds).today = new Date();
      const anew = await rehearsal.run("up");
      const [, again] = budget() ?? [];
      await change("cost.monthlyBudget", "100");
      const refused = await rehearsal.run("up");
      await rehearsal.stack.removeConfig("binderhub:cost", false);
      const off = await rehearsal.run("up");
      const left = budget();
      const destroy = await rehearsal.run("destroy");
      return {
        up,
        id,
        made,
        second,
        refresh,
        later,
        more,
        changed,
        gone,
        told,
        anew,
        again,
        refused,
        off,
        left,
        destroy,
        all: rehearsal.clouds.all(),
      };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });
  afterAll(() => void jest.useRealTimers());

  it("has it over all of its groups, with those whom Azure tells", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
    expect(seen.id).toMatch(/^\/subscriptions\/[^/]+\/providers\/Microsoft\.Consumption\/budgets\/testhub-budget$/);
    expect(seen.made?.properties).toMatchObject({
      amount: 2000,
      filter: { dimensions: { values: ["testhub", "MC_testhub_hubcluster_westeurope"] } },
    });
  });

  it("is left alone by a second up and a refresh", () => {
    expect([isEmpty(seen.second), seen.refresh.succeeded]).toEqual([true, true]);
  });

  it("is left alone in the next year, and its first day never moves", () => {
    expect(seen.later.succeeded ? "" : seen.later.output).toBe("");
    expect(isEmpty(seen.later)).toBe(true);
    expect(seen.more.succeeded ? "" : seen.more.output).toBe("");
    expect(things(seen.more)).toEqual({ "budget-month": ["update"] });
    expect(seen.changed?.properties.amount).toBe(2500);
    expect(seen.changed?.properties.timePeriod).toEqual(seen.made?.properties.timePeriod);
  });

  it("that somebody deleted is told, and made anew after a refresh", () => {
    expect(seen.gone.succeeded).toBe(false);
    expect(seen.gone.output).toMatch(
      /binderhub:cost\.monthlyBudget = 2500\n.*somebody deleted it.*\n\s+→ pulumi refresh/,
    );
    expect(things(seen.gone)).toEqual({});
    expect(seen.told.succeeded ? "" : seen.told.output).toBe("");
    expect(seen.anew.succeeded ? "" : seen.anew.output).toBe("");
    expect(things(seen.anew)).toEqual({ "budget-month": ["create"] });
    expect(seen.again?.properties.amount).toBe(2500);
  });

  it("is refused below what a month could cost, and nothing is touched", () => {
    expect(seen.refused.succeeded).toBe(false);
    expect(seen.refused.output).toMatch(/binderhub:cost\.monthlyBudget = 100\n\s+must be at least \d+/);
    expect(things(seen.refused)).toEqual({});
  });

  it("goes with the setting, and with the stack", () => {
    expect(things(seen.off)).toEqual({ "budget-month": ["delete"], "budget-people": ["delete"] });
    expect([seen.left, seen.destroy.succeeded, seen.all]).toEqual([undefined, true, []]);
  });
});

const nextYear = () => new Date(Date.UTC(new Date().getUTCFullYear() + 1, 1, 3));

/** Everything but the clock goes on as usual. */
const allButDate = [
  ...(["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "clearImmediate"] as const),
  ...(["setInterval", "clearInterval", "setTimeout", "clearTimeout"] as const),
];
