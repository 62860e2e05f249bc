import { askedFor } from "../../operate/inputs";

describe("what a thing has of what the program says of it", () => {
  test("is without what the cloud added, also inside of groups and lists", () => {
    const planned = { tags: { owner: "ada" }, pools: [{ name: "system", count: 3 }] };
    const found = {
      tags: { owner: "ada", made: "today" },
      pools: [{ name: "system", count: 3, osDiskSizeGB: 128 }],
      x: 1,
    };
    expect(askedFor(planned, found)).toEqual(planned);
  });

  test("is what it has, where that is something else", () => {
    const found = { count: 4, ranges: ["a", "b"], tags: "none" };
    expect(askedFor({ count: 3, ranges: ["a"], tags: { owner: "ada" } }, found)).toEqual(found);
  });

  test("is what the program says, where nothing was read: what stands in the id", () => {
    expect(askedFor({ resourceGroupName: "testhub" }, { location: "westeurope" })).toEqual({
      resourceGroupName: "testhub",
    });
  });
});
