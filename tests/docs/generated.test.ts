import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const project = join(__dirname, "../..");

/** The pages as they would be made now. In a process of its own, as Prettier does not load inside of Jest. */
async function pagesOfToday(): Promise<Record<string, string>> {
  const script = `require("./docs/generate").pages().then((pages) => process.stdout.write(JSON.stringify(pages)))`;
  const run = await promisify(execFile)(process.execPath, ["--require=./startup/index.cjs", "-e", script], {
    cwd: project,
  });
  return JSON.parse(run.stdout) as Record<string, string>;
}

let pages: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  pages = await pagesOfToday();
});

test.each(["settings.md", "combinations.md", "faults.md", "alerts.md", "prices.md", "scaling.md"])(
  "docs/%s is up to date",
  (name) => {
    const committed = readFileSync(join(project, "docs", name), "utf8").split("\n");
    const today = (pages[name] ?? "").split("\n");
    const line = today.findIndex((text, index) => text !== committed[index]);
    if (line >= 0 || today.length !== committed.length) {
      throw new Error(`docs/${name} is stale at line ${line + 1}: run 'npm run docs' and commit what it writes.`);
    }
  },
);

test("no page is made that nobody compares", () => {
  expect(Object.keys(pages).sort()).toEqual([
    ...["alerts.md", "combinations.md", "faults.md", "prices.md", "scaling.md", "settings.md"],
  ]);
});
