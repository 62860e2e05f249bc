import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../../rehearse/folders";
import { readValues } from "../../convert/chart-values-of";
import { withLogin } from "./hubs";

const folder = mkdtempSync(join(tmpdir(), "values-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(text: string, ...flags: readonly string[]) {
  const file = join(folder, "values.yaml");
  writeFileSync(file, text);
  const args = ["--require=./startup/index.cjs", "convert/cli.ts", file, ...flags];
  return spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
}

test("the command prints a stack's file, its secrets' commands, and what was left out", () => {
  const { stdout, status } = run(stringify(withLogin), "--stack", "mine");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^# Written by `npm run convert` for Pulumi\.mine\.yaml/);
  expect(stdout).toContain("pulumi config set --secret binderhub:registryPassword --stack mine");
  expect(stdout).toContain("\nconfig:\n");
  expect(stdout).toMatch(/# Left out:\n[^]*binderhub\.config\.DockerRegistry\.token_url/);
  expect(stdout).not.toContain("canary");
});

test.each([
  ["a file that is no YAML", "a: [canary", /is not YAML that can be read: line 1/],
  ["a file of another chart", "grafana: { password: canary }", /nothing of the BinderHub chart/],
])("%s is refused without showing what is in it", (_name, text, message) => {
  const { stdout, stderr, status } = run(text);
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("canary");
});

test("several files are merged as Helm does: later ones win, and lists are replaced", () => {
  const below = "replicas: 1\nconfig: { BinderHub: { a: 1, list: [1, 2] } }";
  const above = "config: { BinderHub: { b: 2, list: [3] } }";
  expect(
    readValues([
      ["one", below],
      ["two", above],
    ]),
  ).toEqual({
    replicas: 1,
    config: { BinderHub: { a: 1, b: 2, list: [3] } },
  });
});

test("anchors and merge keys are followed", () => {
  const text = "x: &x { a: 1 }\nconfig: { BinderHub: { <<: *x, b: 2 } }";
  expect(readValues([["one", text]])).toMatchObject({ config: { BinderHub: { a: 1, b: 2 } } });
});
