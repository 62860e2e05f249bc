import { removeCommand } from "../../settings/problems";
import { badGroups, rows } from "./bad-rows";
import { mended } from "./mending";
import { type Row } from "./row";
import { check, edited } from "./stack";

describe.each(Object.entries(badGroups))(
  "%s: refused with the key, the rule and a mend that mends",
  (_group, table) => {
    test.each(table.map((row) => [row[0], row] as const))("%s", refused);
  },
);

function refused(_name: string, [, edits, key, rule, more = {}]: Row): void {
  const stack = edited(edits, more.base);
  const secretKeys = more.encrypted ?? ["binderhub:registryPassword"];
  const { settings, problems } = check(stack, secretKeys, more.files);
  expect(settings).toBeUndefined();
  expect(problems.map((problem) => problem.key).sort()).toEqual([key, ...(more.also ?? [])].sort());

  const problem = problems.find((one) => one.key === key);
  expect(problem?.rule).toMatch(rule);
  expect(problem?.mend).toMatch(/^pulumi config (set|rm) /);
  // A list whose only item is wrong is removed itself.
  const list = removeCommand(key.replace(/\[0\]$/, ""));
  expect(problem?.mend).toContain(more.mends ?? (problem?.mend?.startsWith(list) ? list : key));

  const file = mended(problem?.mend ?? "", { stack, secretKeys });
  const left = check(file.stack, file.secretKeys, more.files).problems.filter((one) => one.key === key);
  expect(left.length === 0).toBe(more.person === undefined);
}

test("there are many of them, no two with the same name", () => {
  const names = rows.map(([name]) => name);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(300);
});
