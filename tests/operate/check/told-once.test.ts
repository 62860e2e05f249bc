import { type Line, type State } from "../../../operate/hub/check/report";
import { toldOnce } from "../../../operate/hub/check/told-once";

const line = (id: string, more: Partial<Line> = {}): Line => ({
  ...{ id, group: "walls", title: `title of ${id}`, tried: "", state: "wrong", saw: "all answered", seconds: 1 },
  ...more,
});
const states = (lines: readonly Line[]): State[] => toldOnce(lines).map(({ state }) => state);

test("what is wrong in the same words is told once, and the other line names it", () => {
  const [first, second] = toldOnce([line("server", { mend: "mend it" }), line("build", { mend: "mend it" })]);
  expect(first).toEqual(line("server", { mend: "mend it" }));
  expect(second).toMatchObject({ state: "skipped", saw: "the same as: title of server", mend: undefined });
});

test.each([
  ["other words", line("build", { saw: "one answered" })],
  ["another group", line("build", { group: "launch" })],
])("%s are told as well", (_name, other) => expect(states([line("server"), other])).toEqual(["wrong", "wrong"]));

test("what is well in the same words stays", () =>
  expect(states([line("server", { state: "well" }), line("build", { state: "well" })])).toEqual(["well", "well"]));
