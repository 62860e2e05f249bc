import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Parts, stages } from "../sandbox/real/parts";
import { projectFolder } from "./folders";

/** Names the folder that the parts are kept in. @default `binderhub-azure` in the user's cache folder */
export const partsVariable = "BINDERHUB_PARTS";

/** A Go module below `tools/kubernetes`, and what is built from it. */
interface Module {
  readonly name: string;
  readonly programs: readonly string[];
  /** Packages to build, as `go build` takes them. */
  readonly packages: string;
  /** A file that is put together from files of a module. */
  readonly taken?: { readonly file: string; readonly from: string; readonly paths: readonly string[] };
  /** Variables that the linker sets, for the programs' versions. */
  readonly variables: () => Readonly<Record<string, string>>;
}

const modules: readonly Module[] = [
  {
    name: "cluster",
    programs: ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok"],
    packages: "tool",
    // What kwok says of nodes and pods: they are ready at once, and jobs are done at once.
    taken: {
      file: stages,
      from: "sigs.k8s.io/kwok",
      paths: ["node/fast/node-initialize", "node/heartbeat-with-lease/node-heartbeat-with-lease"]
        .concat(["pod-ready", "pod-complete", "pod-delete"].map((stage) => `pod/fast/${stage}`))
        .map((path) => `kustomize/stage/${path}.yaml`),
    },
    variables: () => {
      const version = versionIn("cluster", "k8s.io/kubernetes");
      const [major = "", minor = ""] = version.slice(1).split(".");
      const place = "k8s.io/component-base/version";
      return { [`${place}.gitVersion`]: version, [`${place}.gitMajor`]: major, [`${place}.gitMinor`]: minor };
    },
  },
  {
    name: "provider",
    programs: ["pulumi-resource-kubernetes"],
    packages: ".",
    // The version that the program asks for. The Go module has only a date.
    variables: () => ({ "main.version": sdkVersion() }),
  },
];

/** The parts, if all of them are built. */
export function builtParts(): Parts | undefined {
  return modules.every(isBuilt) ? partsIn(modules.map(folderOf)) : undefined;
}

/**
 * The parts. What is missing is built from `tools/kubernetes` and kept. If a module pins other versions, it is built again.
 *
 * @param say called with a line of progress
 * @throws if there is no Go, or a build fails
 */
export async function findParts(say: (line: string) => void): Promise<Parts> {
  for (const module of modules.filter((one) => !isBuilt(one))) {
    say(`Building ${module.programs.join(", ")} from tools/kubernetes/${module.name} (once; many minutes) …`);
    const started = Date.now();
    await build(module);
    say(`  built in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  return partsIn(modules.map(folderOf));
}

function partsIn(folders: readonly string[]): Parts {
  return {
    path: folders.join(delimiter),
    program(name) {
      const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
      if (found === undefined) throw new Error(`${name} is none of the parts`);
      return found;
    },
  };
}

const run = promisify(execFile);

async function build(module: Module): Promise<void> {
  const folder = folderOf(module);
  const [fresh, cwd] = [`${folder}.new`, sourceOf(module.name)];
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const variables = Object.entries(module.variables()).map(([name, value]) => `-X ${name}=${value}`);
  // With low priority: this takes all cores for a long time.
  await run(
    "nice",
    ["go", "build", "-ldflags", ["-s -w", ...variables].join(" "), "-o", `${fresh}/`, module.packages],
    { cwd, env: { ...process.env, CGO_ENABLED: "0" }, maxBuffer: 1 << 26 },
  );
  // A main package is called after its folder or its module.
  for (const [built, name] of [
    ["v3", "etcd"],
    ["server", "etcd"],
    ["provider", "pulumi-resource-kubernetes"],
  ] as const) {
    if (existsSync(join(fresh, built))) renameSync(join(fresh, built), join(fresh, name));
  }
  if (module.taken !== undefined) {
    const { file, from, paths } = module.taken;
    const { stdout } = await run("go", ["list", "-m", "-f", "{{.Dir}}", from], { cwd });
    writeFileSync(
      join(fresh, file),
      paths.map((path) => readFileSync(join(stdout.trim(), path), "utf8")).join("---\n"),
    );
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  if (!isBuilt(module)) throw new Error(`The build of tools/kubernetes/${module.name} left out a program.`);
}

function isBuilt(module: Module): boolean {
  return module.programs.every((program) => existsSync(join(folderOf(module), program)));
}

/** The name depends on what the module pins: other versions have other folders. */
function folderOf({ name, variables }: Module): string {
  const hash = createHash("sha256").update(JSON.stringify(variables()));
  for (const file of ["go.mod", "go.sum", "main.go"]) {
    const path = join(sourceOf(name), file);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return join(keptIn(), `${name}-${hash.digest("hex").slice(0, 12)}`);
}

function keptIn(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  return process.env[partsVariable] ?? join(cache, "binderhub-azure");
}

const sourceOf = (name: string) => join(projectFolder, "tools/kubernetes", name);

/** The versions that `tools/kubernetes` pins of what stands in for a cluster, in words. */
export function partsVersions(): string {
  const [kubernetes, kwok] = ["k8s.io/kubernetes", "sigs.k8s.io/kwok"].map((module) => versionIn("cluster", module));
  return `Kubernetes ${kubernetes} and kwok ${kwok}`;
}

/** The version of a module that another one pins. */
function versionIn(name: string, module: string): string {
  const pinned = readFileSync(join(sourceOf(name), "go.mod"), "utf8")
    .split("\n")
    .map((line) => line.trim().split(" "))
    .find(([path]) => path === module);
  if (pinned?.[1] === undefined) throw new Error(`tools/kubernetes/${name}/go.mod does not pin ${module}`);
  return pinned[1];
}

function sdkVersion(): string {
  const file = require.resolve("@pulumi/kubernetes/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version.replace(/^v/, "");
}
