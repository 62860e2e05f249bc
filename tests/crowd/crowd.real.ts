/** @jest-environment ./tests/engine/environment.ts */
import { installed } from "../../crowd/placing";
import { type Plan, type Reckoned, reckon, usualPlan } from "../../crowd/plan";
import { type Outcome, outcomeOf } from "../../crowd/record";
import { come } from "../../crowd/run";
import { type Way, waysOf } from "../../crowd/ways";
import { findParts } from "../../rehearse/parts";
import { tally } from "../proof/figures";

/** 200 people who click when a lecturer says “now”: the hardest case. New nodes are ready soon, so that the test is short. */
const plan: Plan = { ...usualPlan, shape: "at-once", nodeReady: 5 };

let reckoned: Reckoned;
const outcomes = new Map<Way["key"], Outcome>();

beforeAll(async () => {
  const parts = await findParts(() => undefined);
  reckoned = reckon(plan);
  const chart = await installed(parts, reckoned, () => undefined);
  for (const way of waysOf(reckoned)) {
    const outcome = outcomeOf(await come({ parts, plan, reckoned, chart }, way));
    outcomes.set(way.key, outcome);
    tally("crowds (real parts)", outcome.withoutPlace === 0);
  }
});

describe.each(["own-nodes", "one-large", "many-small", "half", "none"] as const)("200 people, %s", (key) => {
  it("all have a place", () => expect(outcomes.get(key)).toMatchObject({ people: 200, withoutPlace: 0 }));
  it("are on no more nodes than were computed", () =>
    expect(outcomes.get(key)?.nodesUsed).toBeLessThanOrEqual(reckoned.nodes));
  it("get no more nodes than the pool may have", () =>
    expect(outcomes.get(key)?.nodesUp).toBeLessThanOrEqual(reckoned.nodes));
});

it("push nothing out where the nodes are an event's own", () => expect(outcomes.get("own-nodes")?.pushedOut).toBe(0));

it("push one large placeholder out of each node at most, and once", () =>
  expect(outcomes.get("one-large")?.pushedOutOfOne).toBe(1));
