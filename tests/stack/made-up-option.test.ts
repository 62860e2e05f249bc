import { execFileSync } from "node:child_process";
import { addGreeting, inScratchCopy, removeOption } from "./made-up-option";
import { asTexts } from "../../stack/raw";
import { edited } from "./stack";

/** What the program in a folder says of a stack with a greeting, and of what it gives the chart. */
function seenBy(folder: string, edits: Readonly<Record<string, unknown>>) {
  const raw = {
    values: asTexts(edited({ greeting: "Welcome!", ...edits })),
    secretKeys: ["binderhub:registryPassword"],
  };
  const script = `
    const { parseSettings } = require("./stack/parse");
    const { concepts } = require("./components/concepts");
    const { settings, problems } = parseSettings(${JSON.stringify(raw)}, () => undefined, "/");
    const values = concepts.find((concept) => concept.settings.greeting !== undefined)?.values;
    const layer = settings === undefined ? undefined : values?.(settings, {});
    process.stdout.write(JSON.stringify({ problems: problems.map(({ key, rule }) => [key, rule]), layer }));`;
  const printed = execFileSync(process.execPath, ["--require=./startup/strip-types.cjs", "-e", script], {
    cwd: folder,
  });
  return JSON.parse(printed.toString("utf8")) as { problems: [string, string][]; layer?: object };
}

describe("an option made by the steps of CONTRIBUTING.md", () => {
  let seen: {
    readonly touched: readonly string[];
    readonly with: ReturnType<typeof seenBy>;
    readonly clash: ReturnType<typeof seenBy>;
    readonly without: ReturnType<typeof seenBy>;
  };
  beforeAll(
    async () =>
      void (seen = await inScratchCopy((folder) => {
        const touched = addGreeting(folder);
        const [all, clash] = [seenBy(folder, {}), seenBy(folder, { branding: { about: "us" } })];
        removeOption(folder, "greeting");
        return { touched, with: all, clash, without: seenBy(folder, {}) };
      })),
  );

  test("is one folder, and two lines in two files outside it", () => {
    const outside = seen.touched.filter((path) => !path.startsWith("components/greeting/"));
    expect(outside).toEqual(["components/concepts.ts", "Pulumi.yaml"]);
  });

  test("can be set, and reaches the chart", () => {
    expect(seen.with).toEqual({ problems: [], layer: { config: { BinderHub: { about_message: "Welcome!" } } } });
  });

  test("has its rule", () => {
    expect(seen.clash.problems).toEqual([["binderhub:greeting", "has no place beside branding.about"]]);
  });

  test("is gone with its folder and its line", () => {
    expect(seen.without.problems).toEqual([["binderhub:greeting", expect.stringMatching(/^is not a setting/)]]);
  });
});
