import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "check-types-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A project of one file, which is started as the CLI would; what was printed. */
function started(code: string, args: readonly string[]): Promise<string> {
  writeFileSync(join(folder, "index.ts"), code);
  const preload = `--require=${join(folder, "startup/check-types.cjs")}`;
  return new Promise((resolve) => {
    execFile(process.execPath, [preload, join(folder, "program.js"), ...args], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

beforeAll(() => {
  cpSync(join(root, "startup"), join(folder, "startup"), { recursive: true });
  for (const name of ["components", "settings", "stack", "standing", "node_modules"]) mkdirSync(join(folder, name));
  for (const name of ["typescript", "@types", "undici-types"]) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  cpSync(join(root, "tsconfig.json"), join(folder, "tsconfig.json"));
  writeFileSync(join(folder, "package-lock.json"), "{}");
  writeFileSync(join(folder, "program.js"), 'console.log("it ran")');
});

const right = "export const count: number = 1;\n";
const wrong = 'export const count: number = "one";\n';
const deploy = ["--monitor", "127.0.0.1:1"];

test("a program whose types do not fit is not deployed", async () => {
  const printed = await started(wrong, deploy);
  expect(printed).toContain("Nothing was deployed: the types do not fit.");
  expect(printed).toContain("index.ts(1,14): error TS2322");
  expect(printed).not.toContain("it ran");
});

test("its preview does not wait for types", async () => {
  expect(await started(wrong, [...deploy, "--dry-run"])).toBe("it ran\n");
});

test("a program whose types fit is deployed, and an edit that breaks them is noticed", async () => {
  expect(await started(right, deploy)).toBe("it ran\n");
  expect(await started(right, deploy)).toBe("it ran\n");
  expect(await started(wrong, deploy)).not.toContain("it ran");
});
