import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Verdict, verdicts } from "../../docs/combinations";
import { check } from "../../docs/combine";
import { axes, type Axis, axisNames, type Option } from "../../docs/options";
import { cover, pairsOf } from "./cover";

const all = verdicts();
const allowed = all.filter(({ example }) => example !== undefined);
const refused = all.filter(({ example }) => example === undefined);
const title = ({ axes: [first, second], options: [one, other] }: Verdict) =>
  `${first} ${one.name} × ${second} ${other.name}`;

describe("the matrix", () => {
  test("has every pair of options on different axes once", () => {
    const sizes = axisNames.map((axis) => axes[axis].length);
    const pairs = sizes.flatMap((one, index) => sizes.slice(index + 1).map((other) => one * other));
    expect(new Set(all.map(title)).size).toBe(all.length);
    expect(all).toHaveLength(pairs.reduce((sum, count) => sum + count));
  });

  test("has no option that goes with nothing", () => {
    const lonely = axisNames.flatMap((axis) =>
      (axes[axis] as readonly Option[])
        .filter((option) => !allowed.some(({ example }) => example?.[axis] === option))
        .map(({ name }) => `${axis} ${name}`),
    );
    expect(lonely).toEqual([]);
  });

  test("has an example that the program takes for every allowed pair", () => {
    const wrong = allowed.filter(({ axes: [first, second], options: [one, other], example }) =>
      example === undefined
        ? true
        : example[first] !== one || example[second] !== other || check(example).settings === undefined,
    );
    expect(wrong.map(title)).toEqual([]);
  });

  test("has a reason for every refused pair, and for no other", () => {
    const setting = /^`[a-zA-Z]+(\.\w+(\[\d\])?)*` (must|cannot|needs|has|only|is)\b/;
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ reason }) => reason === undefined || !setting.test(reason)).map(title)).toEqual([]);
    expect(allowed.filter(({ reason }) => reason !== undefined).map(title)).toEqual([]);
  });
});

describe("refused, as nothing could come of it, is", () => {
  const is = (pair: readonly [Axis, string, Axis, string]) =>
    refused.some(
      ({ axes: [first, second], options: [one, other] }) =>
        [first, one.name, second, other.name].join() === pair.join(),
    );

  test.each<readonly [string, readonly [Axis, string, Axis, string]]>([
    ["the node's Docker on AKS: its nodes have none", ["platform", "azure", "builder", "host"]],
    ["no registry on AKS: its nodes share nothing", ["platform", "azure", "registry", "none"]],
    ["an Azure registry without an Azure stack", ["platform", "existing", "registry", "azure"]],
    ["two addresses on a cluster that allots them late", ["platform", "existing", "exposure", "loadBalancer"]],
    ["a node's port on AKS: its nodes have no addresses", ["platform", "azure", "exposure", "nodePort"]],
    ["a certificate for a mere address", ["platform", "azure", "exposure", "singleHost, https"]],
    ["no registry, and builds that do not share", ["registry", "none", "builder", "dind"]],
    ["volumes for people whom nobody knows", ["auth", "none", "storage", "a volume each"]],
  ])("%s", (_why, pair) => {
    expect(is(pair)).toBe(true);
  });
});

describe("docs/combinations.md", () => {
  const page = readFileSync(join(__dirname, "../../docs/combinations.md"), "utf8");
  const tables = new Map(page.split("\n## ").map((section) => [section.slice(0, section.indexOf("\n")), section]));
  const reasons = new Map([...page.matchAll(/^(\d+)\. (.*)$/gm)].map(([, number, reason]) => [number, reason]));

  /** What the page says of a pair: a reason where it is refused, nothing where it is allowed. */
  const told = ({ axes: [first, second], options: [one, other] }: Verdict): string | undefined => {
    const table = tables.get(`${first} × ${second}`);
    if (table === undefined) return undefined;
    const [header = [], , ...rows] = table
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) =>
        line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      );
    const cell = rows.find(([name]) => name === one.name)?.[header.indexOf(other.name)];
    if (cell === "✓") return undefined;
    return reasons.get(/^✗ (\d+)$/.exec(cell ?? "")?.[1]) ?? `no verdict: '${cell ?? ""}'`;
  };
  const spelt = (text: string | undefined) => text?.replaceAll("\\", "");

  test("says the same of every pair", () => {
    const differing = all.filter((verdict) => spelt(told(verdict)) !== spelt(verdict.reason));
    expect(differing.map(title)).toEqual([]);
  });

  test("gives no reason that no pair has", () => {
    const given = new Set(refused.map(({ reason }) => spelt(reason)));
    expect([...reasons.values()].filter((reason) => !given.has(spelt(reason)))).toEqual([]);
  });
});

describe("the stacks that the other tests run", () => {
  test("have every allowed pair among them, and no refused one", () => {
    const stacks = cover(allowed, refused);
    const had = new Set(stacks.flatMap(pairsOf));
    expect(had.size).toBe(allowed.length);
    expect(stacks.filter((stack) => check(stack).settings === undefined)).toEqual([]);
  });
});
