import { covers, meet } from "../../../components/repositories/overlap";
import { parsePattern } from "../../../components/repositories/pattern";

type Row = readonly [one: string, other: string, both: "covers" | "is covered" | "equal" | "meets" | "apart"];

const rows: readonly Row[] = [
  ["github.com/a/b", "github.com/a/b", "equal"],
  ["github.com/A/b", "https://github.com/a/B.git", "equal"],
  ["github.com/a/b", "gitlab.com/a/b", "apart"],
  ["github.com/a/*", "github.com/a/b", "covers"],
  ["github.com/a", "github.com/a/*", "apart"],
  ["github.com/*", "github.com/a/*", "covers"],
  ["github.com/*", "github.com/*", "equal"],
  ["gitlab.com/a/*", "gitlab.com/a/b/c", "covers"],
  ["gitlab.com/a/b", "gitlab.com/a/b/c", "apart"],
  ["gitlab.com/a/b/*", "gitlab.com/a/*", "is covered"],
  ["gitlab.com/a/b/*", "gitlab.com/a/b", "apart"],
  ["github.com/a/course-*", "github.com/a/course-1", "covers"],
  ["github.com/a/course-*", "github.com/a/*-1", "meets"],
  ["github.com/a/course-*", "github.com/a/lab-*", "apart"],
  ["github.com/a/*x*", "github.com/a/axb", "covers"],
  ["github.com/*/course", "github.com/a/*", "meets"],
  ["github.com/a*/*", "github.com/*b/course", "meets"],
  ["github.com/a.b/*", "github.com/axb/c", "apart"],
];

test.each(rows)("%s and %s: the first one %s", (one, other, both) => {
  const [first, second] = [parsePattern(one), parsePattern(other)];
  expect({ covers: covers(first, second), isCovered: covers(second, first), meet: meet(first, second) }).toEqual({
    covers: both === "covers" || both === "equal",
    isCovered: both === "is covered" || both === "equal",
    meet: both !== "apart",
  });
  expect(meet(second, first)).toBe(meet(first, second));
});
