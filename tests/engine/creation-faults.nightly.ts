/** @jest-environment ./tests/engine/environment.ts */
import { errors, isEmpty } from "./events";
import { onStage, several } from "./stage";
import { madeByClouds, nameOf, resourcesIn } from "./state";

/** Names of all that an undisturbed `up` makes. */
const madeByAGoodRun = () =>
  onStage({}, async (rehearsal) => {
    await rehearsal.run("up");
    return madeByClouds(resourcesIn(await rehearsal.state())).map(({ urn }) => nameOf(urn));
  });

/** A stack's life where making one resource fails once. */
const lifeWithout = (resource: string) =>
  onStage({ faults: [{ resource, operation: "create" }] }, async (rehearsal) => ({
    resource,
    failed: await rehearsal.run("up"),
    healed: await rehearsal.run("up"),
    preview: await rehearsal.run("preview"),
    destroyed: await rehearsal.run("destroy"),
    resourcesLeft: resourcesIn(await rehearsal.state()),
    thingsLeft: rehearsal.clouds.all(),
  }));

type Life = Awaited<ReturnType<typeof lifeWithout>>;

describe("whichever resource cannot be made at first,", () => {
  let made: string[];
  let lives: Life[];
  beforeAll(async () => {
    made = await madeByAGoodRun();
    lives = await several(made, lifeWithout);
  });

  /** The resources for which something holds: all of them, or the message shows which are missing. */
  const where = (holds: (life: Life) => boolean) => lives.filter(holds).map(({ resource }) => resource);

  it("there are sixteen of them", () => expect(made).toHaveLength(16));

  it("up fails", () => expect(where(({ failed }) => !failed.succeeded)).toEqual(made));

  it("the cloud's error is reported", () => {
    const message = (resource: string) => `simulated failure: create of ${resource} did not succeed`;
    expect(where(({ resource, failed }) => errors(failed).some((error) => error.includes(message(resource))))).toEqual(
      made,
    );
  });

  it("the next up heals", () => expect(where(({ healed }) => healed.succeeded)).toEqual(made));

  it("the next up makes it", () => expect(where(({ healed }) => (healed.changes.create ?? 0) > 0)).toEqual(made));

  it("the next up replaces nothing that was made before", () => {
    expect(where(({ healed }) => healed.changes.replace === undefined)).toEqual(made);
  });

  it("there is nothing left to do then", () => expect(where(({ preview }) => isEmpty(preview))).toEqual(made));

  it("destroy succeeds", () => expect(where(({ destroyed }) => destroyed.succeeded)).toEqual(made));

  it("destroy leaves nothing in the state", () => {
    expect(where(({ resourcesLeft }) => resourcesLeft.length === 0)).toEqual(made);
  });

  it("destroy leaves nothing in the clouds", () => {
    expect(where(({ thingsLeft }) => thingsLeft.length === 0)).toEqual(made);
  });
});
