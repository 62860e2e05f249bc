import fc from "fast-check";
import { stateKey } from "../../../components/events/names";
import { eventOf } from "./facts";
import { rehearsalFrom, World } from "./world";

const runs = { numRuns: 15 };

/** An event of the morning and one of the afternoon of 4 March, and a rehearsal of the first one on the day before its image is built. */
async function lived(howOften: () => number, fails: () => boolean): Promise<World> {
  const events = [eventOf(), eventOf({ name: "later", start: "2027-03-04 11:00", end: "15:00", nodes: 3 })];
  const world = new World("2027-03-02T08:00", events);
  world.rehearse("pyintro", rehearsalFrom("2027-03-02T09:00", 45));
  world.fails = fails;
  await world.until("2027-03-02T09:20", howOften);
  for (let person = 0; person < 5; person++) world.click("pyintro", `rehearsed-${person}`);
  await world.until("2027-03-04T10:15", howOften);
  for (const name of ["pyintro", "later"])
    for (let person = 0; person < 12; person++) world.click(name, `${name}-${person}`);
  await world.until("2027-03-04T17:00", howOften);
  return world;
}

/** What is left, without what depends on when the job looked. */
function left(world: World) {
  const kept = Object.keys(world.data ?? {}).sort();
  const images = ["pyintro", "later"].map((name) => {
    const prepared = world.kept(name, "prepared");
    return prepared !== undefined && "image" in prepared ? prepared.image : undefined;
  });
  return { kept, images, at: ["pyintro", "later"].map((name) => ({ ...world.at(name), image: undefined })) };
}

/** Random answers, one after the other, and the same ones again at the end of the list. */
const turns = <Value>(values: readonly Value[], usual: Value) => {
  let turn = 0;
  return () => values[turn++ % Math.max(1, values.length)] ?? usual;
};

const nothing = { nodes: 0, holders: 0, ready: 0, servers: 0, image: undefined };

describe("runs of the job", () => {
  test("as they should come leave nothing but what is kept", async () => {
    const world = await lived(
      () => 1,
      () => false,
    );
    expect(left(world)).toEqual({
      kept: ["later.prepared", "later.seen", "pyintro.prepared", "pyintro.seen"],
      images: ["registry.example.org/binder-pyintro:0a1b2c3", "registry.example.org/binder-later:0a1b2c3"],
      at: [nothing, nothing],
    });
  });

  test("that are left out, doubled, or fail in the middle come to the same end", async () => {
    const wanted = left(
      await lived(
        () => 1,
        () => false,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        // At least one run comes, and one is well.
        fc.array(fc.constantFrom(0, 1, 1, 2), { minLength: 5, maxLength: 40 }).map((some) => [...some, 1]),
        fc
          .array(fc.boolean(), { minLength: 5, maxLength: 60 })
          .map((some) => [...some, ...Array<boolean>(23).fill(false)]),
        async (howOften, fails) => {
          const world = await lived(turns(howOften, 1), turns(fails, false));
          // Whatever happened on the way, the runs of an hour in which nothing fails put it right.
          world.fails = () => false;
          await world.until("2027-03-04T18:00");
          expect(left(world).at).toEqual(wanted.at);
          expect(left(world).kept).toEqual(expect.arrayContaining(["pyintro.prepared", "later.prepared"]));
        },
      ),
      runs,
    );
  });

  test("count no node's time that there was not, whenever they come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(0, 1, 2), { minLength: 3, maxLength: 30 }), async (howOften) => {
        const world = new World("2027-03-04T08:00", [eventOf()]);
        await world.until("2027-03-04T12:00", turns([...howOften, 1], 1));
        const seconds = world.kept("pyintro", "seen")?.nodeSeconds ?? 0;
        // 8 nodes from 8:35 at the earliest to 11:40 at the latest that a run can let them go, and one look too many.
        const longest = 8 * 60 * (185 + howOften.length * 5 + 15);
        expect(seconds).toBeGreaterThanOrEqual(0);
        expect(seconds).toBeLessThanOrEqual(Math.min(longest, 8 * 4 * 3600));
      }),
      runs,
    );
  });

  test("never hold a node of an event, or stop a server, before its time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 7, maxLength: 50 }), async (fails) => {
        const world = new World("2027-03-02T08:00", [eventOf()]);
        world.fails = turns(fails, false);
        world.running.push({ user: "ada", server: "", event: "pyintro" });
        await world.until("2027-03-04T08:29");
        expect(world.at("pyintro")).toMatchObject({ holders: 0, servers: 1 });
        expect(world.data ?? {}).not.toHaveProperty([stateKey("pyintro", "rehearsal")]);
      }),
      runs,
    );
  });
});
