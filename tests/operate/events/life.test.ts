import { written } from "../../../operate/hub/events/kept";
import { eventOf } from "./facts";
import { minute, pause, rehearsalFrom, World } from "./world";

// The workshop is on Thursday 4 March 2027 from 9:00 to 11:00 UTC: prepared from the day before at 9:00, nodes from 8:30 to 11:30.
const image = "registry.example.org/binder-pyintro:0a1b2c3";
const nothing = { nodes: 0, holders: 0, ready: 0, servers: 0 };

/** So many people open the link. */
function crowd(world: World, people: number, name = "pyintro"): void {
  for (let person = 0; person < people; person++) world.click(name, `${name}-${person}`);
}

describe("the life of an event", () => {
  test("nothing of it is there before its image is to be built", async () => {
    const world = new World("2027-02-20T00:00", [eventOf()]);
    await world.until("2027-03-03T08:59");
    expect(world.at("pyintro")).toEqual({ ...nothing, image: pause });
    expect([world.data, world.launches]).toEqual([undefined, 0]);
    expect(world.passes.every(({ did, failed }) => did.length + failed.length === 0)).toBe(true);
  });

  test("a day before, its image is built and its commit fixed, and no node is there", async () => {
    const world = new World("2027-03-03T08:30", [eventOf()]);
    await world.until("2027-03-03T09:30");
    expect(world.kept("pyintro", "prepared")).toEqual(
      expect.objectContaining({ commit: "0a1b2c3", image, at: "2027-03-03T09:20:00Z" }),
    );
    // Later commits are not in it.
    world.commits["https://github.com/mygroup/pyintro"] = "ffffff";
    const launches = world.launches;
    await world.until("2027-03-04T08:29");
    expect(world.kept("pyintro", "prepared")).toMatchObject({ commit: "0a1b2c3" });
    expect(world.launches).toBe(launches);
    expect(world.at("pyintro")).toEqual({ ...nothing, image: pause });
  });

  test("half an hour before, its nodes are asked for, and all have the image when the doors open", async () => {
    const world = new World("2027-03-03T08:30", [eventOf()]);
    await world.until("2027-03-04T08:30");
    expect(world.at("pyintro")).toEqual({ ...nothing, holders: 8, image });
    await world.until("2027-03-04T09:00");
    expect(world.at("pyintro")).toEqual({ nodes: 8, holders: 8, ready: 8, image, servers: 0 });
    expect(world.kept("pyintro", "seen")).toMatchObject({ ready: 8, readyAt: "2027-03-04T08:35:00Z" });
  });

  test("people keep their servers until half an hour after the end", async () => {
    const world = new World("2027-03-04T08:00", [eventOf()]);
    await world.until("2027-03-04T09:00");
    crowd(world, 80);
    await world.until("2027-03-04T11:29");
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, holders: 8, servers: 80 });
    expect(world.stopped).toEqual([]);
  });

  test("at the end nothing is left but its figures", async () => {
    const world = new World("2027-03-03T08:30", [eventOf()]);
    await world.until("2027-03-04T09:00");
    crowd(world, 80);
    await world.until("2027-03-04T11:30");
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, holders: 0, servers: 0 });
    expect(world.stopped).toHaveLength(80);
    await world.until("2027-03-04T11:45");
    expect(world.at("pyintro")).toMatchObject(nothing);
    const seen = world.kept("pyintro", "seen");
    expect(seen?.ready).toBe(0);
    // 8 nodes from 8:35 to 11:40, by a job that looks every five minutes.
    expect(Math.abs((seen?.nodeSeconds ?? 0) - 8 * 185 * 60)).toBeLessThanOrEqual(8 * 300);
    const before = JSON.stringify([world.data, [...world.holders]]);
    await world.until("2027-03-06T00:00");
    expect(JSON.stringify([world.data, [...world.holders]])).toBe(before);
  });

  test("once it is gone from the settings, nothing of it is kept", async () => {
    const world = new World("2027-03-03T08:30", [eventOf(), eventOf({ name: "other", start: "2027-05-04 10:00" })]);
    await world.until("2027-03-04T12:00");
    world.data = { ...world.data, "pyintro.figures": "{}", "somebody.else": "1" };
    world.deploy([eventOf({ name: "other", start: "2027-05-04 10:00" })]);
    await world.until("2027-03-04T12:05");
    expect(world.data).toEqual({ "somebody.else": "1" });
  });
});

describe("two events", () => {
  test("have their rooms one after the other, and each is prepared, though the first one's build fails", async () => {
    const later = eventOf({ name: "later", start: "2027-03-04 14:00", end: "15:00", nodes: 3 });
    const world = new World("2027-03-03T08:30", [eventOf(), later]);
    world.builds["https://github.com/mygroup/pyintro"] = "fails";
    await world.until("2027-03-04T09:00");
    expect(world.kept("pyintro", "prepared")).toMatchObject({ failure: "ERROR: no matching distribution" });
    expect(world.kept("later", "prepared")).toMatchObject({ commit: "0a1b2c3" });
    expect([world.at("pyintro"), world.at("later")]).toMatchObject([{ nodes: 8, image: pause }, nothing]);
    await world.until("2027-03-04T13:00");
    expect([world.at("pyintro"), world.at("later")]).toMatchObject([nothing, { nodes: 3, holders: 3, ready: 3 }]);
    await world.until("2027-03-04T16:00");
    expect(world.nodes).toEqual([]);
  });

  test("more than one run has time for are all prepared, though those that come first fail", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const world = new World(
      "2027-03-03T08:55",
      names.map((name) => eventOf({ name })),
    );
    for (const name of ["a", "b", "c"]) world.builds[`https://github.com/mygroup/${name}`] = "fails";
    await world.until("2027-03-03T10:30");
    const commits = names.map((name) => world.kept(name, "prepared"));
    expect(commits.map((prepared) => prepared !== undefined && "commit" in prepared)).toEqual([
      ...[false, false, false],
      ...[true, true],
    ]);
  });

  test("at the same time stop each its own people's servers", async () => {
    const longer = eventOf({ name: "longer", end: "14:00", nodes: 3 });
    const world = new World("2027-03-04T08:00", [eventOf(), longer]);
    await world.until("2027-03-04T09:00");
    crowd(world, 20);
    crowd(world, 20, "longer");
    await world.until("2027-03-04T12:00");
    expect([world.at("pyintro"), world.at("longer")]).toMatchObject([nothing, { nodes: 3, servers: 20 }]);
  });

  test("of which one ends and one begins: room is made first, then servers are stopped, and images are built last", async () => {
    const second = eventOf({ name: "second", start: "2027-03-04 13:00", end: "14:00" });
    // Its image is to be built from 11:30 on.
    const third = eventOf({ name: "third", start: "2027-03-05 12:30", end: "14:00" });
    const world = new World("2027-03-04T08:30", [third, eventOf(), second]);
    await world.until("2027-03-04T09:00");
    crowd(world, 2);
    await world.until("2027-03-04T11:29");
    world.calls.length = 0;
    await world.until("2027-03-04T11:30");
    expect(world.calls).toEqual(["room pyintro", "room second", "stop pyintro-0", "stop pyintro-1", "build third"]);
  });

  test("of which one ends with many servers: a run stops as many as it has time for, and builds when it has time for that", async () => {
    const third = eventOf({ name: "third", start: "2027-03-05 12:30", end: "14:00" });
    const world = new World("2027-03-04T08:30", [third, eventOf()]);
    await world.until("2027-03-04T09:00");
    crowd(world, 40);
    await world.until("2027-03-04T11:29");
    const calls = async (time: string) => {
      world.calls.length = 0;
      world.now = Date.parse(time);
      await world.run();
      return world.calls.filter((call) => /^(stop|build)/.test(call)).map((call) => call.split(" ")[0]);
    };
    // Each look at the clock finds it ten seconds later.
    let clock = 0;
    world.spent = () => (clock += 10);
    expect(await calls("2027-03-04T11:30Z")).toEqual(Array(22).fill("stop"));
    expect(world.passes.at(-1)?.did).toContain("pyintro: left 18 servers for the next run");
    clock = 0;
    expect(await calls("2027-03-04T11:35Z")).toEqual(Array(18).fill("stop"));
    world.spent = () => 0;
    expect(await calls("2027-03-04T11:40Z")).toEqual(["build"]);
  });

  test("what fails for one does not keep the other from its room", async () => {
    const world = new World("2027-03-04T08:00", [eventOf({ name: "first" }), eventOf({ name: "second" })]);
    world.holders.delete("first");
    await world.until("2027-03-04T09:00");
    expect(world.at("second")).toMatchObject({ nodes: 8, ready: 8 });
    expect(world.passes.at(-1)?.failed).toEqual(['the room of first: deployments.apps "binder-event-first" not found']);
  });
});

describe("a rehearsal", () => {
  const rehearsed = async () => {
    const world = new World("2027-02-25T08:00", [eventOf()]);
    world.rehearse("pyintro", rehearsalFrom("2027-02-25T08:02", 40));
    await world.until("2027-02-25T08:20");
    return world;
  };

  test("has room as on the day, and then nothing, and the day itself is as ever", async () => {
    const world = await rehearsed();
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, holders: 8, ready: 8 });
    crowd(world, 80);
    await world.until("2027-02-25T08:40");
    expect(world.at("pyintro")).toMatchObject({ servers: 80 });
    await world.until("2027-02-25T08:45");
    expect(world.at("pyintro")).toMatchObject({ holders: 0, servers: 0 });
    await world.until("2027-02-25T08:55");
    expect(world.at("pyintro")).toMatchObject(nothing);
    // The nodes of the rehearsal are not those of the day.
    expect(world.kept("pyintro", "seen")?.readyAt).toBeUndefined();
    await world.until("2027-03-04T09:00");
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, holders: 8, ready: 8, image });
    expect(world.kept("pyintro", "seen")?.readyAt).toBe("2027-03-04T08:35:00Z");
  });

  test("is forgotten a day after its end", async () => {
    const world = await rehearsed();
    await world.until("2027-02-26T08:40");
    expect(world.data).toHaveProperty(["pyintro.rehearsal"]);
    await world.until("2027-02-26T08:45");
    expect(world.data).not.toHaveProperty(["pyintro.rehearsal"]);
  });

  test("of an event whose date is changed meanwhile ends, with its servers", async () => {
    const world = await rehearsed();
    crowd(world, 20);
    world.deploy([eventOf({ start: "2027-04-01 10:00" })]);
    await world.until("2027-02-25T08:40");
    expect(world.at("pyintro")).toMatchObject(nothing);
    expect(world.stopped).toHaveLength(20);
  });
});

describe("a date that is changed", () => {
  test("the day before moves the nodes, and the image is built again at its time", async () => {
    const world = new World("2027-03-03T08:30", [eventOf()]);
    await world.until("2027-03-04T08:45");
    expect(world.at("pyintro")).toMatchObject({ nodes: 8 });
    world.commits["https://github.com/mygroup/pyintro"] = "ffffff";
    world.deploy([eventOf({ start: "2027-03-11 10:00" })]);
    await world.until("2027-03-04T09:00");
    expect(world.at("pyintro")).toMatchObject(nothing);
    expect(world.kept("pyintro", "prepared")).toBeUndefined();
    await world.until("2027-03-11T09:00");
    expect(world.kept("pyintro", "prepared")).toMatchObject({ commit: "ffffff" });
    expect(world.at("pyintro")).toMatchObject({ ready: 8, image: image.replace("0a1b2c3", "ffffff") });
  });

  test("while people work stops nobody's server", async () => {
    const world = new World("2027-03-04T08:00", [eventOf()]);
    await world.until("2027-03-04T09:00");
    crowd(world, 20);
    world.deploy([eventOf({ start: "2027-03-11 10:00" })]);
    await world.until("2027-03-04T10:00");
    expect(world.at("pyintro")).toMatchObject({ holders: 0, servers: 20 });
  });
});

describe("what goes wrong heals", () => {
  test("a build that fails is tried again until the start, and no more then", async () => {
    const world = new World("2027-03-03T08:55", [eventOf()]);
    world.builds["https://github.com/mygroup/pyintro"] = "fails";
    await world.until("2027-03-03T09:30");
    expect(world.kept("pyintro", "prepared")).toMatchObject({ failure: "ERROR: no matching distribution" });
    expect(world.passes.some(({ failed }) => failed.join().includes("no matching distribution"))).toBe(true);
    await world.until("2027-03-04T09:00");
    const tried = world.launches;
    await world.until("2027-03-04T11:00");
    expect(world.launches).toBe(tried);
  });

  test("a repository that is mended is fixed at the next run", async () => {
    const world = new World("2027-03-03T08:55", [eventOf()]);
    world.builds["https://github.com/mygroup/pyintro"] = "fails";
    await world.until("2027-03-03T12:00");
    world.builds = {};
    world.commits["https://github.com/mygroup/pyintro"] = "beef42";
    await world.until("2027-03-03T12:30");
    expect(world.kept("pyintro", "prepared")).toMatchObject({ commit: "beef42" });
  });

  test("a commit that somebody fixes while the job builds stays", async () => {
    const world = new World("2027-03-03T09:00", [eventOf()]);
    await world.until("2027-03-03T09:19");
    const byHand = { commit: "cafe", image: "r/i:cafe", at: "2027-03-03T09:20:00Z" };
    world.whileBuilding = () => void (world.data = { ...written(eventOf(), "prepared", byHand) });
    await world.until("2027-03-03T09:40");
    expect(world.kept("pyintro", "prepared")).toMatchObject(byHand);
  });

  test("nodes that are held already get the image as soon as there is one", async () => {
    const world = new World("2027-03-04T08:30", [eventOf()]);
    await world.until("2027-03-04T08:45");
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, image: pause });
    await world.until("2027-03-04T09:00");
    expect(world.at("pyintro")).toMatchObject({ ready: 8, image });
  });

  test.each(["holder", "setHolder", "readyNodes", "keep", "prepare", "kept"] as const)(
    "with a broken %s the rest is done, and all of it at the next run",
    async (part) => {
      const world = new World("2027-03-03T08:30", [eventOf()]);
      world.broken.add(part);
      await world.until("2027-03-04T08:35");
      expect(world.passes.at(-1)?.failed.join()).toContain(`${part} is broken`);
      // What is not known may be a rehearsal, but the event's own time is known.
      if (["readyNodes", "keep", "prepare", "kept"].includes(part))
        expect(world.at("pyintro")).toMatchObject({ holders: 8 });
      world.broken.clear();
      // A build takes 20 minutes.
      await world.until("2027-03-04T09:05");
      expect(world.at("pyintro")).toMatchObject({ holders: 8, ready: 8, image });
    },
  );

  test("without a word of what is kept, no rehearsal is ended", async () => {
    const world = new World("2027-02-25T08:00", [eventOf()]);
    world.rehearse("pyintro", rehearsalFrom("2027-02-25T08:00", 40));
    await world.until("2027-02-25T08:20");
    crowd(world, 3);
    world.broken.add("kept");
    await world.until("2027-02-25T08:35");
    expect(world.at("pyintro")).toMatchObject({ holders: 8, servers: 3 });
  });

  test("a job that was silent over the event ends it later", async () => {
    const world = new World("2027-03-04T08:00", [eventOf()]);
    await world.until("2027-03-04T09:00");
    crowd(world, 80);
    await world.until("2027-03-04T14:00", () => 0);
    expect(world.at("pyintro")).toMatchObject({ nodes: 8, servers: 80 });
    await world.until("2027-03-04T14:15");
    expect(world.at("pyintro")).toMatchObject(nothing);
    // Of the hours of silence, a quarter is counted.
    expect(world.kept("pyintro", "seen")?.nodeSeconds).toBeLessThan(8 * 60 * 60);
  });

  test("a run twice in the same minute changes nothing more", async () => {
    const world = new World("2027-03-04T08:30", [eventOf()]);
    await world.until("2027-03-04T09:00");
    const before = JSON.stringify([world.data, [...world.holders]]);
    expect((await world.run()).did).toEqual([]);
    expect(JSON.stringify([world.data, [...world.holders]])).toBe(before);
    expect(world.now % (5 * minute)).toBe(0);
  });

  test("what nobody understands in the ConfigMap is as if it were not there", async () => {
    const world = new World("2027-03-04T08:30", [eventOf()]);
    world.data = { "pyintro.prepared": "{", "pyintro.rehearsal": '{"from": 7}', "pyintro.seen": "[]" };
    await world.until("2027-03-04T09:00");
    expect(world.at("pyintro")).toMatchObject({ ready: 8, image });
    expect(world.data).not.toHaveProperty(["pyintro.rehearsal"]);
  });
});
