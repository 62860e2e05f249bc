import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "recover-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `npm run recover`, with an answer piped in where a terminal should be, on states in the folder. */
async function recover(answer: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, ["--require=sucrase/register/ts", "operate/recover.ts", ...args], {
    cwd: projectFolder,
    env: { ...process.env, PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (printed += String(chunk)));
  child.stdin.end(answer);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, printed };
}

test("recover changes nothing where an answer is piped in, and says what would go on", async () => {
  const broken = join(folder, ".pulumi/stacks/dev.json.attrs");
  mkdirSync(join(broken, ".."), { recursive: true });
  writeFileSync(broken, "");
  const { code, printed } = await recover("y\n");
  expect(code).toBe(1);
  expect(printed).toMatch(
    /killed while it wrote[^]*To do: [^]*There is no terminal to ask a question. Nothing was changed. --yes goes/,
  );
  expect(existsSync(broken)).toBe(true);
});

test.each([
  ["a flag that there is not", ["--bogus"], /unknown option '--bogus'\n\(npm run recover -- --help lists/],
  ["a word too many", ["dev"], /too many arguments/],
  ["a stack that nobody can rehearse", ["--sandbox", "--stack", "nope"], /There is no stack 'nope'. There is: dev, /],
  ["no stack", [], /No stack is selected: name one with --stack\./],
])("recover refuses %s in a sentence", async (_what, args, complaint) => {
  const { code, printed } = await recover("", ...args);
  expect(code).toBe(1);
  expect(printed).toMatch(complaint);
  expect(printed).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
});
