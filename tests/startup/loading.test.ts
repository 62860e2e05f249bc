import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { goodStack, type StackConfig } from "../stack/stack";

/** Files that are loaded to run the program with a stack's settings, without what stands before the package's name. */
async function loaded(config: StackConfig): Promise<string[]> {
  const script = join(__dirname, "loading.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--require=./startup/index.cjs", script, JSON.stringify(config)],
    { cwd: join(__dirname, "../.."), maxBuffer: 2 ** 24 },
  );
  const { resources, files } = JSON.parse(stdout) as { resources: number; files: string[] };
  expect(resources).toBeGreaterThan(5);
  return files.map((file) => file.replaceAll("\\", "/").replace(/^.*\/node_modules\//, ""));
}

describe("a stack in Azure", () => {
  let files: readonly string[] = [];
  beforeAll(async () => {
    await loaded(goodStack);
    files = await loaded(goodStack);
  });

  test("loads what it makes", () => {
    expect(files).toContain("@pulumi/azure-native/containerservice/managedCluster.js");
    expect(files).toContain("@pulumi/kubernetes/helm/v3/release.js");
  });

  test.each([
    ["the whole of azure-native", "@pulumi/azure-native/index.js"],
    ["TypeScript's compiler", "typescript/"],
    ["what collects packages", "@npmcli/arborist/"],
    ["the whole of the Kubernetes package", "@pulumi/kubernetes/index.js"],
    ["what strips types, the second time", "sucrase/dist/"],
  ])("does not load %s", (_what, path) => {
    expect(files.filter((file) => file.startsWith(path))).toEqual([]);
  });
});
