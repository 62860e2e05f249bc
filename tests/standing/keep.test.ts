import * as fc from "fast-check";
import { keep, keepTags, withForeignEntries, withForeignItems } from "../../standing/keep";

const asked = { name: "hub", tags: { owner: "ada" } as Record<string, string> };

describe("a resource", () => {
  test("that is not there is asked for as the settings say", () => {
    expect(keep(asked, undefined, keepTags)).toEqual({ args: asked, ignoreChanges: [] });
  });

  test("that has what is asked, as it was asked before, is left alone", () => {
    const live = { ...asked, tags: { owner: "ada", policy: "x" }, sku: "Basic" };
    expect(keep(asked, { asked, live }, keepTags).ignoreChanges).toEqual(["*"]);
  });

  test("whose last run did not come to its end is left alone where it has what is asked", () => {
    expect(keep(asked, { live: asked }, keepTags).ignoreChanges).toEqual(["*"]);
  });

  test.each([
    ["has not what is asked", { name: "hub" }],
    ["is not what it was to be", { ...asked, provisioningState: "Failed" }],
  ])("whose last run did not come to its end is asked for again where it %s", (_what, live) => {
    expect(keep(asked, { live }, keepTags).ignoreChanges).toEqual([]);
  });

  test("that somebody changed is asked for again, and keeps what is foreign", () => {
    const live = { ...asked, tags: { owner: "bob", policy: "x" } };
    expect(keep(asked, { asked, live }, keepTags)).toEqual({
      args: { name: "hub", tags: { owner: "ada", policy: "x" } },
      ignoreChanges: [],
    });
  });

  test("of which less is asked than before is asked for again, without what was ours", () => {
    const before = { ...asked, tags: { owner: "ada", costCenter: "4711" } };
    const live = { ...before, tags: { ...before.tags, policy: "x" } };
    expect(keep(asked, { asked: before, live }, keepTags)).toEqual({
      args: { name: "hub", tags: { owner: "ada", policy: "x" } },
      ignoreChanges: [],
    });
  });
});

describe("foreign entries", () => {
  test("are told from ours whatever their case, as Azure compares tags", () => {
    expect(withForeignEntries({ Owner: "ada" }, { owner: "ada", other: "x" }, undefined)).toEqual({
      Owner: "ada",
      other: "x",
    });
  });

  test("are none where there is nothing", () => {
    expect(withForeignEntries(undefined, undefined, undefined)).toBeUndefined();
    expect(withForeignItems(undefined, undefined, undefined)).toBeUndefined();
  });

  test("of a list stay, and what was ours goes", () => {
    expect(withForeignItems(["ours"], ["ours", "was-ours", "theirs"], ["ours", "was-ours"])).toEqual([
      "ours",
      "theirs",
    ]);
  });

  const entries = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));

  test("always survive, and ours are always as asked", () => {
    fc.assert(
      fc.property(entries, entries, entries, (now, live, before) => {
        const result = withForeignEntries(now, live, before) ?? {};
        const foreign = Object.keys(live).filter((name) => !(name in now) && !(name in before));
        expect(result).toMatchObject(now);
        expect(result).toMatchObject(Object.fromEntries(foreign.map((name) => [name, live[name]])));
        expect(Object.keys(result).sort()).toEqual([...Object.keys(now), ...foreign].sort());
      }),
    );
  });
});
