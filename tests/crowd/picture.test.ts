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
  expect(paths).toEqual(["M64 490H74.6V150H95.8V490H95.8", "M64 320H64"]);
});
