import { type HubFacts } from "../../../components/operate/facts";
import { type Cluster } from "../../../operate/hub/cluster";
import { awake } from "../../../operate/hub/check/awake";
import { type World } from "../../../operate/hub/check/world";
import { keep, readyOf } from "../../../operate/hub/schedule/ground";
import { scheduleInWords, shownSchedule, sleep, wake } from "../../../operate/hub/schedule/verb";
import { asleepUntil } from "../../../operate/hub/status/asleep";
import { nodeOf } from "../pods";
import { office } from "./world";

const maintenance = { day: "Sunday", start: "02:00", hours: 4, utcOffset: "+00:00" } as const;
const facts = {
  namespace: "hub",
  cluster: { platform: "azure" },
  schedule: { ...office, maintenance },
} as unknown as HubFacts;
// 2026-11-30 is a Monday; Berlin is an hour ahead of UTC.
const asleep = {
  ...{ sleep: { from: "2026-11-27T18:00:00Z", until: "2026-11-30T06:30:00Z" }, lateSeconds: 0 },
  ...{ opens: "Monday 30 November at 07:30 (Europe/Berlin)", done: "2026-11-28T11:58:00Z" },
};
const saturday = new Date("2026-11-28T12:00:00Z");

/** A cluster with a ConfigMap, which takes what is written into it. One without a key has no `data`, as after `kubectl edit`. */
function clusterWith(data: Record<string, string> | undefined) {
  const map = data === undefined ? undefined : { ...data };
  const found = () => (map === undefined ? [] : [Object.keys(map).length === 0 ? {} : { data: map }]);
  const core = { listNamespacedConfigMap: () => Promise.resolve({ items: found() }) };
  const changeMap = (_what: string, name: string, changes: Record<string, string>) =>
    Promise.resolve(name === "binder-schedule-state" && map && Object.assign(map, changes));
  const ask = (_what: string, answer: Promise<unknown>) => answer;
  return { map, cluster: { namespace: "hub", core, ask, changeMap } as unknown as Cluster };
}

const words = async (data: Record<string, string>, now = saturday) =>
  scheduleInWords(await shownSchedule(clusterWith(data).cluster, facts, now), office, now);
const visit = (at: string, until: string) => JSON.stringify({ at, until });

describe("npm run hub -- schedule", () => {
  test("says when a hub that sleeps opens", async () => {
    const text = await words({ state: JSON.stringify(asleep) });
    expect(text.split("\n")).toEqual([
      "Asleep. It opens on Monday 30 November at 07:30 (Europe/Berlin).",
      "Open Mon-Fri 07:30-19:00 (Europe/Berlin), asleep on 1 date.",
      "Maintenance: Sunday 02:00-06:00 UTC.",
      "The job did its work 2 minutes ago.",
    ]);
  });

  test("says who woke it, until when, and how long the last wake-up took", async () => {
    const lastWake = { since: "2026-11-28T11:00:00Z", by: "visit", seconds: 250 };
    const state = JSON.stringify({ ...asleep, lastWake });
    const text = await words({ state, visit: visit("2026-11-28T11:00:00Z", "2026-11-28T13:00:00Z") });
    expect(text).toContain("Awake. It goes to sleep on Saturday 28 November at 14:00 (Europe/Berlin).");
    expect(text).toContain(
      "Last wake-up: Saturday 28 November at 12:00 (Europe/Berlin), by a visitor; the first node was ready after 4 minutes.",
    );
  });

  test("says if the job is silent, and if nodes are missing", async () => {
    const text = await words({ state: JSON.stringify({ ...asleep, done: "2026-11-28T11:00:00Z", lateSeconds: 1500 }) });
    expect(text).toContain("The job has not done its work since Saturday 28 November at 12:00 (Europe/Berlin)");
    expect(text).toContain("Nodes have been missing for 25 minutes.");
  });

  test("says in one line that the job has not run, or that the hub has no schedule", async () => {
    await expect(shownSchedule(clusterWith(undefined).cluster, facts, saturday)).rejects.toThrow(/has not run yet/);
    const always = { namespace: "hub" } as HubFacts;
    await expect(shownSchedule(clusterWith({}).cluster, always, saturday)).rejects.toThrow(/always open/);
  });
});

test.each<[string, Record<string, string> | undefined, string | undefined]>([
  ["one that sleeps", { state: JSON.stringify(asleep) }, "Monday 30 November at 07:30 (Europe/Berlin)"],
  [
    "one that somebody woke",
    { state: JSON.stringify(asleep), visit: visit("2026-11-28T11:00:00Z", "2026-11-28T13:00:00Z") },
    undefined,
  ],
  ["one whose job has not run", undefined, undefined],
])("status knows until when a hub is asleep: %s", async (_what, data, until) => {
  expect(await asleepUntil(clusterWith(data).cluster, facts.schedule, saturday)).toBe(until);
});

test("wake goes not beyond the time at which the cluster is stopped", async () => {
  const stops = { ...facts, schedule: { ...office, sleep: "cluster" } } as unknown as HubFacts;
  const monday = new Date("2026-11-30T17:00:00Z");
  const { map, cluster } = clusterWith({ state: JSON.stringify(asleep) });
  // It closes at 18:00 UTC, servers may go on for an hour, and ten minutes later it is stopped.
  await expect(wake(cluster, stops, 3 * 3600, monday)).rejects.toThrow(
    /stopped on Monday 30 November at 20:10 \(Europe\/Berlin\)/,
  );
  expect(map).not.toHaveProperty("visit");
  expect(await wake(cluster, stops, 2 * 3600, monday)).toEqual(new Date("2026-11-30T19:00:00Z"));
  expect(await wake(cluster, facts, 3 * 3600, monday)).toEqual(new Date("2026-11-30T20:00:00Z"));
});

test("wake goes not beyond the end of maintenance, at which a cluster is stopped that was started for it", async () => {
  const stops = { ...facts, schedule: { ...office, maintenance, sleep: "cluster" } } as unknown as HubFacts;
  const { map, cluster } = clusterWith({ state: JSON.stringify(asleep) });
  await expect(wake(cluster, stops, 24 * 3600, saturday)).rejects.toThrow(/stopped on Sunday 29 November at 07:00/);
  expect(map).not.toHaveProperty("visit");
  expect(await wake(cluster, stops, 12 * 3600, saturday)).toEqual(new Date("2026-11-29T00:00:00Z"));
});

test("wake opens a hub as a visitor does, and sleep ends that", async () => {
  const { cluster, map } = clusterWith({ state: JSON.stringify(asleep) });
  expect((await wake(cluster, facts, 5400, saturday)).toISOString()).toBe("2026-11-28T13:30:00.000Z");
  expect(JSON.parse(map?.visit ?? "")).toEqual({ at: "2026-11-28T12:00:00Z", until: "2026-11-28T13:30:00Z" });
  expect((await shownSchedule(cluster, facts, saturday)).asleep).toBe(false);
  const later = new Date("2026-11-28T12:10:00Z");
  await sleep(cluster, facts, later);
  expect(JSON.parse(map?.visit ?? "")).toEqual({ at: "2026-11-28T12:00:00Z", until: "2026-11-28T12:10:00Z" });
  expect((await shownSchedule(cluster, facts, later)).asleep).toBe(true);
});

test("sleep ends at once a wake-up that the job has seen, and loses nothing else of what it keeps", async () => {
  // The job has said that the hub sleeps from the end of the visit on.
  const awake = { ...asleep, sleep: { ...asleep.sleep, from: "2026-11-28T14:00:00Z" }, wakeSeconds: 240 };
  const woken = visit("2026-11-28T11:00:00Z", "2026-11-28T14:00:00Z");
  const { cluster, map } = clusterWith({ state: JSON.stringify(awake), visit: woken });
  expect((await shownSchedule(cluster, facts, saturday)).asleep).toBe(false);
  await sleep(cluster, facts, saturday);
  expect((await shownSchedule(cluster, facts, saturday)).asleep).toBe(true);
  const sleeps = { from: "2026-11-28T12:00:00Z", until: "2026-11-30T06:30:00Z" };
  expect(JSON.parse(map?.state ?? "")).toMatchObject({ sleep: sleeps, done: asleep.done, wakeSeconds: 240 });
});

test("a ConfigMap that somebody has emptied takes the state again", async () => {
  const { cluster, map } = clusterWith({});
  await keep(cluster, { state: "{}" });
  expect(map).toEqual({ state: "{}" });
});

describe("the check", () => {
  const judged = async (data: Record<string, string> | undefined, now: string) => {
    jest.useFakeTimers({ now: Date.parse(now), doNotFake: ["nextTick", "setImmediate"] });
    try {
      const seen = await awake.look({ cluster: clusterWith(data).cluster } as unknown as World);
      return awake.judge(seen, facts, new Date(now));
    } finally {
      jest.useRealTimers();
    }
  };
  const state = JSON.stringify(asleep);

  test("launches nothing on a hub that sleeps, and finds nothing wrong with that", async () => {
    expect(await judged({ state }, "2026-11-28T12:00:00Z")).toEqual({
      state: "well",
      saw: "asleep; it opens on Monday 30 November at 07:30 (Europe/Berlin)",
      blocks: "the hub is asleep",
    });
  });

  test("launches on one that somebody woke, and on one whose night is over", async () => {
    const woken = { state, visit: visit("2026-11-28T11:00:00Z", "2026-11-28T13:00:00Z") };
    expect(await judged(woken, "2026-11-28T12:00:00Z")).toEqual({ state: "well", saw: "awake" });
    expect((await judged({ state }, "2026-11-30T06:30:00Z")).blocks).toBeUndefined();
  });

  test("warns of a job that is silent", async () => {
    expect(await judged({ state }, "2026-11-28T12:30:00Z")).toMatchObject({
      state: "warning",
      blocks: "the hub is asleep",
    });
    expect(await judged(undefined, "2026-11-28T12:30:00Z")).toMatchObject({ state: "warning" });
  });

  test("has nothing to look at on a hub that is always open", () => {
    expect(awake.without?.({ namespace: "hub" } as HubFacts)).toBe("the hub is always open");
  });
});

describe("nodes that are ready", () => {
  const purpose = (value: string) => ({ "hub.jupyter.org/node-purpose": value });
  const at = (node: ReturnType<typeof nodeOf>, time: string) => ({
    ...node,
    status: {
      ...node.status,
      conditions: node.status?.conditions?.map((one) => ({ ...one, lastTransitionTime: new Date(time) })),
    },
  });
  const noon = "2026-11-28T12:00:00Z";

  test("are those for people and builds, not the hub's own", () => {
    const nodes = [
      at(nodeOf("system", { labels: purpose("core") }), "2026-11-01T00:00:00Z"),
      at(nodeOf("users", { labels: purpose("user") }), noon),
      at(nodeOf("late", { labels: purpose("build"), ready: false }), noon),
    ];
    expect(readyOf(nodes)).toEqual([Date.parse(noon)]);
  });

  test("are none at night, when only the hub's own is there", () => {
    expect(readyOf([at(nodeOf("system", { labels: purpose("core") }), noon)])).toEqual([]);
  });

  test("may be any where none is marked", () => {
    expect(readyOf([at(nodeOf("one"), noon)])).toEqual([Date.parse(noon)]);
  });
});
