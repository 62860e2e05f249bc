import { picture } from "../../crowd/picture";

const drawn = picture("Who waits & how", [
  { name: "one", values: [0, 2, 2, 0] },
  { name: "<other>", values: [1] },
]);

it("is a document by itself", () => expect(drawn).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/));
it("says for readers who do not see it what it shows", () =>
  expect(drawn).toContain('<title id="title">Who waits &amp; how</title>'));
it("names each line", () => {
  expect(drawn).toContain(">one</text>");
  expect(drawn).toContain(">&lt;other></text>");
});
it("draws a line for each, and steps where values change", () => {
  const paths = [...drawn.matchAll(/<path d="([^"]+)" fill="none"/g)].map(([, path]) => path);
  // Up after one second, down after three: 636 units are 60 seconds, and 340 units are the highest value.
  // Two names are above it: 54 + 2 × 24.
  expect(paths).toEqual(["M64 442H74.6V102H95.8V442H95.8", "M64 272H64"]);
});
it("gives each of five lines another look, and no name is in the field", () => {
  const five = picture(
    "Who waits",
    ["a", "b", "c", "d", "e"].map((name) => ({ name, values: [0] })),
  );
  const looks = [...five.matchAll(/fill="none" (stroke="[^/]*)\/>/g)].map(([, look]) => look);
  expect(new Set(looks).size).toBe(5);
  const names = [...five.matchAll(/<text x="72" y="(\d+)"/g)].map(([, y]) => Number(y));
  const top = Math.min(...[...five.matchAll(/M64 ([\d.]+)H700/g)].map(([, y]) => Number(y)));
  expect(Math.max(...names)).toBeLessThan(top);
});
