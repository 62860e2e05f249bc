import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../../rehearse/folders";

/** Runs `npm run ci-setup`. */
async function setUp(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--require=./startup/index.cjs", "ci-setup/cli.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += String(chunk)));
  child.stdin.end();
  const [code] = (await once(child, "close")) as [number | null];
  return { code, printed };
}

const said = ["--repository", "me/hub", "--location", "westeurope", "--rehearse"];

test("ci-setup rehearses a stage: what is left to do, a second up that changes nothing, and nothing left", async () => {
  const { code, printed } = await setUp("--stage", "dev", ...said);
  expect(printed).toMatch(
    /REHEARSAL[^]*gh variable set DEPLOY_DEV --repo me\/hub[^]*must change nothing[^]*unchanged[^]*Nothing is left/,
  );
  expect(code).toBe(0);
});

test.each([
  ["no stage", said, /required option '-s, --stage <stack>' not specified/],
  ["a stage that there is not", ["--stage", "staging", ...said], /Allowed choices are dev, prod\./],
  [
    "no repository",
    ["--stage", "prod", "--rehearse"],
    /Nothing was changed\.\n {2}repository: owner\/name\n {2}location: /,
  ],
])("ci-setup refuses %s in a sentence", async (_what, args, complaint) => {
  const { code, printed } = await setUp(...args);
  expect(code).toBe(1);
  expect(printed).toMatch(complaint);
  expect(printed).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
});
