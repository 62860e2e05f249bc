import { PassThrough } from "node:stream";
import { CannotLook } from "../../operate/hub/cannot-look";
import { type Report, type State } from "../../operate/hub/check/report";
import { outlook } from "../../operate/hub/upgrade/consequences";
import { type UpgradePlan } from "../../operate/hub/upgrade/plan";
import { type Change } from "../../operate/hub/upgrade/preview";
import { type Server } from "../../operate/hub/upgrade/runs";
import { goingBack, type Place, type Steps, upgradeVerb } from "../../operate/hub/upgrade/verb";

const ada: Server = { uid: "1", user: "ada", pool: "users" };
const bob: Server = { uid: "2", user: "bob", server: "second", pool: "users" };
const update: Change = { type: "Release", name: "binderhub-release", happening: "update", changed: ["chart"] };
const counts = { revision: "a1", users: 2, tokens: 3, groups: 0 };

/** A plan of a change, with two people on the hub. */
function planOf(change: Change = update, edits: Partial<UpgradePlan> = {}): UpgradePlan {
  const changes = [change];
  return {
    runs: { kubernetes: "v1.36.3", nodes: [] },
    wouldRun: { chart: "2.0.0" },
    ...{ changes, servers: [ada, bob], outlook: outlook(changes, [ada, bob]) },
    trial: { jupyterHub: "5.5.0", before: counts, after: { ...counts, revision: "b2" } },
    ...{ refusals: [], back: "BACK" },
    ...edits,
  };
}

const report = (state: State): Report => ({
  ...{ hub: "https://hub", began: "2026-11-28T10:00:00Z", seconds: 1, kind: "quick", phases: [] },
  lines: [
    {
      id: "parts",
      group: "cluster",
      title: "All parts run",
      tried: "-",
      state,
      saw: "proxy",
      mend: "MEND",
      seconds: 0,
    },
  ],
});

interface Scene {
  /** What each check finds, the first one first. @default all is well */
  readonly checks?: readonly State[];
  readonly plan?: UpgradePlan;
  /** The servers after `pulumi up`. @default those of before */
  readonly after?: readonly Server[];
  readonly failure?: string;
  readonly flags?: { readonly plan?: boolean; readonly yes?: boolean };
  readonly answer?: string;
}

/** Plays an upgrade of a hub with two people on it. */
async function play({ checks = [], plan = planOf(), after = [ada, bob], failure, flags = {}, answer }: Scene) {
  const done: string[] = [];
  const left = [...checks];
  const step = <Value>(name: string, value: Value) => {
    done.push(name);
    return Promise.resolve(value);
  };
  const steps: Steps = {
    check: () => step("check", report(left.shift() ?? "well")),
    plan: () => step("plan", plan),
    servers: () => step("servers", done.includes("up") ? after : [ada, bob]),
    keepCopy: () => step("keepCopy", "/srv/jupyterhub/before-upgrade-a1.sqlite"),
    up: () => step("up", failure),
    untilReached: () => step("untilReached", undefined),
  };
  const [out, input] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: answer !== undefined })];
  const clock = { now: () => 0, wait: (seconds: number) => step(`wait ${seconds}`, undefined) };
  const place = {
    ...{ signal: new AbortController().signal, clock, screen: { out } },
    hub: { facts: {}, stack: "prod" },
  } as unknown as Place;
  if (answer !== undefined) input.write(`${answer}\n`);
  const prompt = { input, output: new PassThrough(), yes: flags.yes ?? answer === undefined };
  const { code, result } = await upgradeVerb(steps, place, { plan: flags.plan ?? false, prompt });
  const said = String(out.read() ?? "");
  return { code, result, done, said };
}

const whole = ["check", "plan", "servers", "keepCopy", "up", "untilReached", "check", "servers"];

test("an upgrade checks, plans, keeps a copy, runs, checks again, and finds everybody there", async () => {
  const { code, done, said } = await play({});
  expect({ code, done }).toEqual({ code: 0, done: whole });
  expect(said).toMatch(/2 servers run: they go on; nobody reaches them for some seconds while the proxy restarts\./);
  expect(said).toMatch(/All 2 servers that ran still run\./);
});

test("--plan runs nothing", async () => {
  const { code, done } = await play({ flags: { plan: true, yes: false } });
  expect({ code, done }).toEqual({ code: 0, done: ["check", "plan"] });
});

test("a hub that is broken is refused before anything else, with what mends it", async () => {
  const { code, done, said } = await play({ checks: ["wrong"] });
  expect({ code, done }).toEqual({ code: 1, done: ["check"] });
  expect(said).toMatch(/All parts run — proxy[^]*MEND[^]*A hub that is broken is not upgraded/);
});

test("a warning is no reason to refuse", async () => expect((await play({ checks: ["warning"] })).code).toBe(0));

test.each([true, false])("what is refused is not run (--plan: %s)", async (plan) => {
  const refused = planOf(update, { refusals: [{ why: "The image is not there.", mend: "Wait.\npulumi up" }] });
  const { code, done, said } = await play({ plan: refused, flags: { plan, yes: true } });
  expect({ code, done }).toEqual({ code: 1, done: ["check", "plan"] });
  expect(said).toMatch(/The image is not there\.[^]*→ Wait\.[^]*→ pulumi up --stack prod[^]*Refused\. 2 servers run/);
});

test("where nothing changes, nothing is run", async () => {
  const { code, done, said } = await play({ plan: { ...planOf(), changes: [] } });
  expect({ code, done }).toEqual({ code: 0, done: ["check", "plan"] });
  expect(said).toMatch(/Nothing to upgrade\. 2 servers run\./);
});

test("who says no changes nothing", async () => {
  const { code, done, said } = await play({ answer: "n", flags: { yes: false } });
  expect({ code, done }).toEqual({ code: 2, done: ["check", "plan"] });
  expect(said).toMatch(/Nothing was changed\./);
});

test("who says yes goes on", async () =>
  expect((await play({ answer: "y", flags: { yes: false } })).done).toEqual(whole));

test("without a terminal and --yes, nothing is even looked at", async () => {
  await expect(play({ flags: { yes: false } })).rejects.toThrow(CannotLook);
});

test("without a change of the release, no copy is kept", async () => {
  const tags: Change = { type: "ManagedCluster", name: "cluster-aks", happening: "update", changed: ["tags.a"] };
  const { done } = await play({ plan: planOf(tags, { wouldRun: {}, back: "" }) });
  expect(done).not.toContain("keepCopy");
});

test("a server that is gone, and of which the plan said that it lives, is named, with code 1", async () => {
  const { code, said } = await play({ after: [ada] });
  expect(code).toBe(1);
  expect(said).toMatch(/1 of 2 servers are gone, and the plan did not say so: bob \(second\)\./);
});

test("a server of the same name that is another one does not count as the one before", async () => {
  const { code, said } = await play({ after: [ada, { ...bob, uid: "3" }] });
  expect(code).toBe(1);
  expect(said).toMatch(/bob \(second\)/);
});

test("servers that the plan said would end may be gone", async () => {
  const pool: Change = {
    type: "AgentPool",
    name: "pool-users-pool",
    cloudName: "users",
    happening: "replace",
    changed: [],
  };
  const { code, said } = await play({ plan: planOf(pool), after: [] });
  expect(code).toBe(0);
  expect(said).toMatch(
    /2 servers end: The node pool users is replaced[^]*2 of 2 servers are gone, as the plan said: ada, bob/,
  );
});

test("what is wrong right after it is looked at once more", async () => {
  const { code, done } = await play({ checks: ["well", "wrong", "well"] });
  expect({ code, done }).toEqual({ code: 0, done: [...whole.slice(0, 7), "wait 30", "check", "servers"] });
});

test("a hub that stays broken is told how to go back, with code 1", async () => {
  const { code, said } = await play({ checks: ["well", "wrong", "wrong"] });
  expect(code).toBe(1);
  expect(said).toMatch(/To go back:[^]*BACK && pulumi up --stack prod/);
});

test("a run that failed is told, with code 1, also where the hub works", async () => {
  const { code, said } = await play({ failure: "the API server said no" });
  expect(code).toBe(1);
  expect(said).toMatch(/pulumi up --stack prod failed: the API server said no/);
});

describe("going back", () => {
  const facts = {} as Place["hub"]["facts"];
  const copy = "/srv/jupyterhub/before-upgrade-a1.sqlite";
  const { trial } = planOf();

  test("needs no database where the revision is the same", () => {
    const same = { jupyterHub: "5.5.0", before: counts, after: counts };
    expect(goingBack({ facts }, { back: "BACK", trial: same }, copy)).toBe(
      "The hub is broken. To go back:\nIts database has the same revision as before, and stays.\nBACK && pulumi up",
    );
  });

  test("begins with the copy that was kept where the revision is another", () => {
    expect(goingBack({ facts }, { back: "BACK", trial }, copy)).toMatch(
      /from revision a1 to b2[^]*docs\/upgrades\.md#going-back, with \/srv\/jupyterhub\/before-upgrade-a1\.sqlite\nBACK && pulumi up$/,
    );
  });

  test("may also begin with a backup where the hub has them", () => {
    const backed = { ...facts, backup: {} } as typeof facts;
    const told = goingBack({ facts: backed, stack: "prod" }, { back: "BACK", trial }, copy);
    expect(told).toMatch(
      /before-upgrade-a1\.sqlite\nOr one from the backups:\nnpm run hub -- restore --stack prod --database --at/,
    );
    expect(goingBack({ facts }, { back: "BACK", trial }, copy)).not.toMatch(/backups/);
  });

  test("is not the chart's where the chart did not change", () => {
    expect(goingBack({ facts }, { back: "", trial }, copy)).toMatch(/chart did not change/);
  });
});
