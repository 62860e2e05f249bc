import { forgottenIn, forgottenInWords, hoursIn, hoursInWords } from "../../operate/hub/hours";

const plain = (_: unknown, text: string) => text;
const said = {
  week: "2026-11-23",
  people: [
    { user: "ada", thisWeek: 0, lastWeek: 36_000 },
    { user: "grace", thisWeek: 19.5 * 3600, lastWeek: 0 },
    { user: "bob", thisWeek: 0, lastWeek: 36_000 },
  ],
};

test("Who has used most this week comes first, then who used most last week, then by name", () => {
  expect(hoursIn(said).people.map(({ user }) => user)).toEqual(["grace", "ada", "bob"]);
});

test("The table has the hours of both weeks, and says when this one began", () => {
  expect(hoursInWords(hoursIn(said), plain).split("\n")).toEqual([
    "user   hours this week  last week",
    "grace             19.5        0.0",
    "ada                0.0       10.0",
    "bob                0.0       10.0",
    "",
    "This week began on Monday, 2026-11-23, 00:00 UTC.",
  ]);
});

test("Nobody is said", () => {
  expect(hoursInWords({ week: "2026-11-23", people: [] }, plain)).toMatch(/^Nobody has used hours/);
});

test("A hub that counts no hours is not one in which nobody has used any", () => {
  expect(() => hoursIn({})).toThrow(/pulumi config set --path binderhub:perPerson\.hoursPerWeek/);
});

test("Whose hours are deleted is said, and who had none", () => {
  const forgotten = forgottenIn({ forgotten: ["ada"] });
  expect(forgottenInWords(forgotten, ["ada", "bob"])).toBe("Deleted: the hours of ada. The hub knows no hours of bob.");
  expect(forgottenInWords(forgotten, "all")).toBe("Deleted: the hours of ada.");
  expect(forgottenInWords([], "all")).toBe("No hours are deleted.");
});

test("A hub that has counted no hours has none to delete", () => {
  expect(() => forgottenIn({})).toThrow("there is nothing to delete");
});
