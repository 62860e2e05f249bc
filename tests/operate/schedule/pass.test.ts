import { office, World } from "./world";

// 2026-11-30 is a Monday; Berlin is an hour ahead of UTC.
const ada = { user: "ada", server: "" };
const asleep = { "binder-keeper-users": 0, "binder-keeper-builds": 0 };
const awake = { "binder-keeper-users": 2, "binder-keeper-builds": 1 };

describe("a day", () => {
  test("nodes are started before the hub opens, and are ready when it does", async () => {
    const world = new World("2026-11-30T05:00");
    await world.until("2026-11-30T06:14");
    expect([world.scales, world.free, world.nodes]).toEqual([asleep, 0, []]);
    await world.until("2026-11-30T06:30");
    expect([world.scales, world.free]).toEqual([awake, 3]);
    expect([world.ready("users"), world.ready("builds")]).toEqual([2, 1]);
    expect(world.passes.at(-1)?.state.open).toBe(true);
    expect(world.state.lastWake).toEqual({ since: "2026-11-30T06:15:00Z", by: "schedule", seconds: 240 });
  });

  test("at its end nodes are let go, servers may finish, and then they are stopped and all nodes go", async () => {
    const world = new World("2026-11-30T06:00");
    await world.until("2026-11-30T17:59");
    world.running = [ada, { user: "bob", server: "second" }];
    await world.until("2026-11-30T18:00");
    expect([world.scales, world.free]).toEqual([asleep, 0]);
    await world.until("2026-11-30T18:59");
    expect(world.running).toHaveLength(2);
    expect(world.ready("users")).toBe(1);
    await world.until("2026-11-30T19:00");
    expect(world.running).toEqual([]);
    await world.until("2026-11-30T19:12");
    expect(world.nodes).toEqual([]);
  });

  test("what the pods read says when it opens, and is written once", async () => {
    const world = new World("2026-11-30T18:00");
    await world.until("2026-11-30T18:30");
    expect(world.state).toMatchObject({
      sleep: { from: "2026-11-30T18:00:00Z", until: "2026-12-01T06:30:00Z" },
      opens: "Tuesday 1 December at 07:30 (Europe/Berlin)",
      wakeOnVisit: true,
      lateSeconds: 0,
      done: "2026-11-30T18:30:00Z",
    });
    expect(world.passes.map(({ did }) => did.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  });

  test("on a date that is excepted nothing wakes", async () => {
    const world = new World("2026-12-01T20:00");
    await world.until("2026-12-03T06:10");
    expect(world.passes.every(({ state }) => !state.open)).toBe(true);
    expect(world.nodes).toEqual([]);
  });
});

test("on whole days nobody's server is stopped at midnight, and all are at the weekend", async () => {
  const world = new World("2026-12-03T22:00", { ...office, up: "Mon-Fri 00:00", down: "24:00" });
  world.running = [ada];
  await world.until("2026-12-04T23:55");
  expect(world.running).toEqual([ada]);
  expect(world.scales).toEqual(asleep);
  await world.until("2026-12-05T00:00");
  expect(world.running).toEqual([]);
});

test("a week costs the nodes' hours of the schedule, and little more", async () => {
  const world = new World("2026-11-30T00:00", { ...office, except: [] });
  let hours = 0;
  for (let minutes = 0; minutes < 7 * 24 * 60; minutes += 5) {
    const time = new Date(Date.UTC(2026, 10, 30, 0, minutes)).toISOString().slice(0, 16);
    await world.until(time);
    hours += world.nodes.length / 12;
  }
  // 11.5 hours a day, 15 minutes before, and 10 until AKS takes them away: of 3 nodes, on 5 of 7 days.
  expect(hours).toBeGreaterThan(5 * 3 * 11.75);
  expect(hours).toBeLessThan(5 * 3 * 12.25);
});

describe("what goes wrong heals", () => {
  test.each(["scaleKeeper", "keeper", "scalePlaceholders", "servers", "readyNodes"] as const)(
    "with a broken %s the hub still opens, and the rest is done at the next run",
    async (part) => {
      const world = new World("2026-11-30T06:10");
      world.broken.add(part);
      await world.until("2026-11-30T06:30");
      expect(world.passes.at(-1)?.failed.join()).toContain(`${part} is broken`);
      expect(world.state.sleep?.from).toBe("2026-11-30T18:00:00Z");
      // While something is left to do, an alert can tell.
      expect(world.state.done).toBe(
        part === "servers"
          ? undefined
          : part === "scalePlaceholders" || part === "scaleKeeper" || part === "readyNodes"
            ? "2026-11-30T06:10:00Z"
            : undefined,
      );
      world.broken.clear();
      await world.until("2026-11-30T06:40");
      expect([world.scales, world.free]).toEqual([awake, 3]);
      expect(world.state.done).toBe("2026-11-30T06:40:00Z");
    },
  );

  test("a server that does not stop is stopped later", async () => {
    const world = new World("2026-11-30T18:55");
    world.running = [ada];
    world.broken.add("stop");
    await world.until("2026-11-30T19:05");
    expect(world.running).toHaveLength(1);
    world.broken.clear();
    await world.until("2026-11-30T19:10");
    expect(world.running).toEqual([]);
  });

  test("a job that was silent over the opening catches up", async () => {
    const world = new World("2026-11-30T05:00");
    await world.until("2026-11-30T05:10");
    await world.until("2026-11-30T08:00", false);
    await world.until("2026-11-30T08:10");
    expect(world.scales).toEqual(awake);
    expect(world.state.done).toBe("2026-11-30T08:10:00Z");
  });

  test("a run twice in the same minute changes nothing more", async () => {
    const world = new World("2026-11-30T06:15");
    await world.run();
    const before = JSON.stringify([world.data, world.scales, world.free]);
    expect((await world.run()).did).toEqual([]);
    expect(JSON.stringify([world.data, world.scales, world.free])).toBe(before);
  });

  test("a state that cannot be kept holds up nothing else", async () => {
    const world = new World("2026-11-30T06:15");
    world.broken.add("keep");
    await expect(world.run()).rejects.toThrow("keep is broken");
    expect([world.scales, world.free]).toEqual([awake, 3]);
  });

  test("what nobody understands in the ConfigMap is as if it were not there", async () => {
    const world = new World("2026-11-30T06:15");
    world.data = { state: "{", visit: '{"until": 7}' };
    await world.run();
    expect(world.state.sleep?.until).toBe("2026-11-30T06:30:00Z");
  });
});

describe("nodes that do not come", () => {
  test("are late from the run on that misses them, and no more once they are there", async () => {
    const world = new World("2026-11-30T06:15");
    world.broken.add("scaleKeeper");
    await world.until("2026-11-30T06:50");
    expect(world.state).toMatchObject({ missingSince: "2026-11-30T06:15:00Z", lateSeconds: 35 * 60 });
    world.broken.clear();
    await world.until("2026-11-30T07:00");
    expect(world.state.lateSeconds).toBe(0);
    expect(world.state.missingSince).toBeUndefined();
  });

  test("in the evening before are forgotten, if the job was dead all night", async () => {
    const world = new World("2026-11-30T17:40");
    await world.until("2026-11-30T17:52");
    // Nodes go in the last minutes of the day, and again in the morning.
    world.nodes = [];
    await world.until("2026-11-30T17:55");
    expect(world.state.missingSince).toBeDefined();
    await world.until("2026-12-01T06:19", false);
    world.nodes = [];
    await world.until("2026-12-01T06:20");
    expect(world.state).toMatchObject({ missingSince: "2026-12-01T06:20:00Z", lateSeconds: 0 });
  });

  test("are not late asleep", async () => {
    const world = new World("2026-11-30T18:00");
    await world.until("2026-12-01T06:10");
    expect(world.passes).not.toHaveLength(0);
    expect(world.state.lateSeconds).toBe(0);
  });
});

describe("a hub that holds no nodes", () => {
  test.each([
    ["by its schedule", "2026-11-30T06:00", "2026-11-30T12:00"],
    ["by a click", "2026-11-28T10:00", "2026-11-28T11:00"],
  ])("is not waking, for nothing starts before people launch: %s", async (_what, start, end) => {
    const world = new World(start, { ...office, keepers: {}, placeholders: 0 });
    world.click();
    await world.until(end);
    expect(world.passes.at(-1)?.state.open).toBe(true);
    expect(world.passes.every(({ failed }) => failed.length === 0)).toBe(true);
    expect(world.state.wakes).toBeUndefined();
    expect(world.state.holds).toBe(false);
  });

  test.each([
    ["nodes of pools", { placeholders: 0 }],
    ["places that are kept free", { keepers: {} }],
  ])("is another than one that holds %s", async (_what, more) => {
    const world = new World("2026-11-30T06:15", { ...office, ...more });
    await world.run();
    expect(world.state).toMatchObject({ holds: true, wakes: { by: "schedule" } });
  });
});

describe("a visitor who wakes it", () => {
  const woken = async (more: Partial<typeof office> = {}) => {
    const world = new World("2026-11-28T10:00", { ...office, ...more });
    await world.until("2026-11-28T10:02");
    world.click();
    return world;
  };

  test("has nodes with the next run, and the time that it took is kept for the next visitor", async () => {
    const world = await woken();
    await world.until("2026-11-28T10:05");
    expect(world.scales).toEqual(awake);
    expect(world.state.wakes).toEqual({ since: "2026-11-28T10:02:00Z", by: "visit" });
    await world.until("2026-11-28T10:15");
    expect(world.state).toMatchObject({
      wakeSeconds: 7 * 60,
      lastWake: { since: "2026-11-28T10:02:00Z", by: "visit", seconds: 7 * 60 },
    });
    expect(world.state.wakes).toBeUndefined();
  });

  test("has nodes sooner through the own launch", async () => {
    const world = await woken();
    world.running = [ada];
    await world.until("2026-11-28T10:10");
    expect(world.state.wakeSeconds).toBe(4 * 60);
  });

  test("and goes, leaves a hub that sleeps after the time that is set", async () => {
    const world = await woken();
    await world.until("2026-11-28T12:00");
    expect(world.passes.at(-1)?.state.open).toBe(true);
    await world.until("2026-11-28T12:05");
    expect([world.passes.at(-1)?.state.open, world.scales, world.free]).toEqual([false, asleep, 0]);
    await world.until("2026-11-28T12:30");
    expect(world.nodes).toEqual([]);
  });

  test("keeps it awake as long as people have servers", async () => {
    const world = await woken();
    world.running = [ada];
    await world.until("2026-11-28T13:30");
    expect(world.passes.at(-1)?.state.open).toBe(true);
    world.running = [];
    await world.until("2026-11-28T13:50");
    expect(world.passes.at(-1)?.state.open).toBe(false);
  });

  test("a second time finds another wake-up", async () => {
    const world = await woken();
    await world.until("2026-11-28T15:02");
    world.click();
    world.running = [ada];
    await world.until("2026-11-28T15:20");
    expect(world.state.lastWake).toEqual({ since: "2026-11-28T15:02:00Z", by: "visit", seconds: 240 });
  });

  test("changes nothing for the opening on the next day", async () => {
    const world = await woken();
    await world.until("2026-11-30T06:30");
    expect(world.state).toMatchObject({ lastWake: { since: "2026-11-30T06:15:00Z", by: "schedule" } });
    expect(world.scales).toEqual(awake);
  });
});
