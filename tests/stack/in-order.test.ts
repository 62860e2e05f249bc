import * as fc from "fast-check";
import { type Problem } from "../../settings/problems";
import { at } from "../../settings/untyped";
import { inOrder } from "../../stack/in-order";
import { mended } from "./mending";
import { check, edited } from "./stack";

const secretKeys: readonly string[] = ["binderhub:registryPassword"];
const schedule = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", sleep: "cluster" };

/** A setting that is a list, the group that it is in, and items that are right and wrong. */
type Row = readonly [
  path: readonly [group: string, ...rest: (string | number)[]],
  group: (list: readonly unknown[]) => unknown,
  right: readonly unknown[],
  wrong: readonly unknown[],
];

const rows: readonly Row[] = [
  [["schedule", "except"], (except) => ({ ...schedule, except }), ["2027-12-24", "2027-12-27"], ["24.12.2027", "x"]],
  [["repositories", "allowed"], (allowed) => ({ allowed }), ["github.com/a/*", "doi.org/10.5281/*"], ["a b", 7]],
  [["cost", "tell"], (tell) => ({ tell, monthlyBudget: 9000 }), ["a@example.org", "b@example.org"], ["a", "b@b"]],
  [["limits", "highQuotaRepos"], (highQuotaRepos) => ({ highQuotaRepos }), ["^a/", "^b/"], ["(", ""]],
  [
    ["builds", "reach", 0, "ports"],
    (ports) => ({ reach: [{ range: "10.1.0.0/16", ports }] }),
    ...([
      [443, 8443],
      ["80", "22", 0, 70000, "x"],
    ] as const),
  ],
];

test.each(rows)(
  "%j: who runs all that is printed, in its order, has no mistake and every item that was right",
  (path, group, right, wrong) => {
    const isRight = (item: unknown) => right.includes(item);
    const items = fc.uniqueArray(fc.constantFrom(...right, ...wrong), { minLength: 1 });
    fc.assert(
      fc.property(items, (list) => {
        const file = { stack: edited({ [path[0]]: group(list) }), secretKeys };
        const { problems } = check(file.stack, file.secretKeys);
        const next = problems.reduce((all, { mend = "" }) => mended(mend, all), file);
        const after = check(next.stack, next.secretKeys).problems;
        expect(after.filter(({ key }) => problems.some((problem) => problem.key === key))).toEqual([]);
        const left = at(next.stack, `binderhub:${path[0]}`, ...path.slice(1));
        expect(left).not.toEqual([]);
        expect(Array.isArray(left) ? left.filter(isRight).sort() : []).toEqual(list.filter(isRight).sort());
      }),
      { numRuns: 200 },
    );
  },
);

test("of lists within lists, and of items that are changed behind one that is removed", () => {
  const problem = (mend: string): Problem => ({ key: mend, rule: "is wrong", mend });
  const rm = (key: string) => problem(`pulumi config rm --path 'binderhub:${key}'`);
  const set = (key: string) => problem(`pulumi config set --path 'binderhub:${key}' 1`);
  const printed = [
    set("a.b"),
    rm("l[0]"),
    set("l[1].x"),
    rm("c.d"),
    rm("l[2].m[0]"),
    rm("l[2].m[1]"),
    set("k[0]"),
    set("k[1]"),
  ];
  expect(inOrder(printed)).toEqual([
    ...[set("a.b"), rm("l[2].m[1]"), rm("l[2].m[0]"), rm("c.d"), set("l[1].x"), rm("l[0]"), set("k[0]"), set("k[1]")],
  ]);
});
