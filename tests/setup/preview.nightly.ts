import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../rehearse/folders";
import { rest, setup } from "./run";

const stack = `setup-${process.pid}`;
const file = join(projectFolder, `Pulumi.${stack}.yaml`);
let rehearsals: string;
beforeEach(() => (rehearsals = mkdtempSync(join(tmpdir(), "setup-"))));
afterEach(() => {
  rmSync(file, { force: true });
  rmSync(rehearsals, { recursive: true });
});

test("npm run setup ends with the preview on the simulated clouds, and says how the real one is asked for", async () => {
  const login = ["--login", "github", "--client-id", "abc", "--allow", "mygroup"];
  const { code, printed } = await setup(["--stack", stack, ...rest, ...login], { BINDERHUB_REHEARSALS: rehearsals });
  expect(printed).toMatch(/pulumi preview\n[^]*\+ Release [^]*✓ \d+ to create/);
  expect(printed.trimEnd().split("\n").slice(-4)).toEqual([
    `  pulumi stack init ${stack}`,
    `  pulumi config set --secret binderhub:authClientSecret --stack ${stack}`,
    `  pulumi preview --stack ${stack}`,
    `  pulumi up --stack ${stack}`,
  ]);
  expect(code).toBe(0);
  expect(existsSync(file)).toBe(true);
});

test("--yes overwrites a file that is there, and keeps what is encrypted in it", async () => {
  writeFileSync(file, "config:\n  binderhub:registryPassword:\n    secure: v1:abc\nencryptionsalt: v1:salt\n");
  const { code, printed } = await setup(["--stack", stack, ...rest, "--yes", "--no-preview"]);
  expect(code).toBe(0);
  expect(printed).not.toContain("stack init");
  expect(readFileSync(file, "utf8")).toMatch(/dnsLabel: mygroup-hub\n[^]*secure: v1:abc\nencryptionsalt: v1:salt\n$/);
});
