import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { existingStack, goodStack, kubeconfig, type StackConfig } from "../settings/stack";

const folder = mkdtempSync(join(tmpdir(), "loading-"));
afterAll(() => rmSync(folder, { recursive: true }));

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

function localStack(): StackConfig {
  const file = join(folder, "kubeconfig");
  writeFileSync(file, kubeconfig(["kind-binder"], "kind-binder"));
  return { ...existingStack, "binderhub:existing": { context: "kind-binder", kubeconfig: file } };
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
    ["the whole of the Kubernetes package", "@pulumi/kubernetes/index.js"],
    ["Azure's registries", "@pulumi/azure-native/containerregistry/"],
    ["Azure's DNS", "@pulumi/azure-native/dns/"],
    ["TypeScript's compiler", "typescript/"],
    ["what collects packages", "@npmcli/arborist/"],
    ["what records traces", "@opentelemetry/sdk-trace-node/"],
    ["what starts processes", "execa/"],
    ["a parser of kubeconfigs", "yaml/"],
    ["what strips types, the second time", "sucrase/dist/"],
    ["Zod's languages", "zod/v4/locales/index.cjs"],
  ])("does not load %s", (_what, path) => {
    expect(files.filter((file) => file.startsWith(path))).toEqual([]);
  });
});

test("a stack on an existing cluster loads the parser of kubeconfigs, and nothing of Azure's", async () => {
  const files = await loaded(localStack());
  expect(files.filter((file) => file.startsWith("yaml/"))).not.toEqual([]);
  expect(files.filter((file) => file.startsWith("@pulumi/azure-native/"))).toEqual([]);
});
