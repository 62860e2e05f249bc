import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import * as semver from "semver";
import { engineFolder, goModuleFolder } from "./folders";

/** The engine that is installed or built if there is none on PATH. `tools/pulumi/go.mod` pins it too. */
export const engineVersion = "3.250.0";

/** An engine to run, and where it came from. */
export interface Engine {
  readonly command: PulumiCommand;
  /** In words: "pulumi 3.250.0, from PATH". */
  readonly origin: string;
}

/**
 * Finds the Pulumi engine: the one on PATH if it is new enough, or the one in `.sandbox`. If there is none, the Automation API
 * installs one. If that fails, it is built from the Go module in `tools/pulumi`.
 *
 * @param say called with a line of progress
 * @throws if all of this fails, and says what to install
 */
export async function findEngine(say: (line: string) => void): Promise<Engine> {
  const version = new semver.SemVer(engineVersion);
  const onPath = await attempt(() => PulumiCommand.get({ version }));
  if (onPath !== undefined) return { command: onPath, origin: `pulumi ${String(onPath.version)}, from PATH` };

  const cached = await attempt(() => PulumiCommand.get({ root: engineFolder, version }));
  if (cached !== undefined) return { command: cached, origin: `pulumi ${engineVersion}, from .sandbox` };

  mkdirSync(engineFolder, { recursive: true });
  say(`No pulumi ${engineVersion} or newer on PATH: installing it into .sandbox …`);
  const installed = await attempt(() => PulumiCommand.install({ root: engineFolder, version }));
  if (installed !== undefined)
    return { command: installed, origin: `pulumi ${engineVersion}, installed into .sandbox` };

  await build(say);
  const built = await PulumiCommand.get({ root: engineFolder, version });
  return { command: built, origin: `pulumi ${engineVersion}, built from tools/pulumi into .sandbox` };
}

async function build(say: (line: string) => void): Promise<void> {
  const go = await attempt(() => promisify(execFile)("go", ["version"]));
  if (go === undefined) {
    throw new Error(
      "There is no Pulumi engine: it is not on PATH, it could not be downloaded, and there is no Go to build it with.\n" +
        "Install it (https://www.pulumi.com/docs/install) and run the same command again.",
    );
  }
  say("It cannot be downloaded here: building it from its Go module (once; a few minutes on two cores) …");
  const packages = await packagesToBuild();
  let built = 0;
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${engineVersion}`;
  await run(
    goModuleFolder,
    "go",
    ["build", "-v", "-o", join(engineFolder, "bin/"), "-ldflags", version, "tool"],
    () => {
      built++;
      if (built % Math.ceil(packages / 10) === 0) say(`  ${built} of ${packages} packages are built …`);
    },
  );
  if (!existsSync(join(engineFolder, "bin/pulumi"))) throw new Error("The build of the Pulumi engine left no binary.");
}

/** How many packages Go has not built yet: those that are not in its cache, or are of other versions there. */
async function packagesToBuild(): Promise<number> {
  const args = ["list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", "tool"];
  const { stdout } = await promisify(execFile)("go", args, { cwd: goModuleFolder, maxBuffer: 2 ** 24 });
  return stdout.split("\n").filter((line) => line !== "").length;
}

/**
 * Runs a command without showing what it prints, unless it fails.
 *
 * @param onLine called for each line that it prints as it goes
 */
function run(folder: string, command: string, args: readonly string[], onLine: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    // If this process is interrupted, the build ends too.
    const stop = () => child.kill();
    process.once("exit", stop);
    child.once("close", () => process.off("exit", stop));
    let printed = "";
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on("line", (line) => {
        printed += `${line}\n`;
        onLine();
      });
    }
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} failed:\n${printed}`)),
    );
  });
}

/** The value, or `undefined` if it fails. */
async function attempt<T>(way: () => Promise<T>): Promise<T | undefined> {
  try {
    return await way();
  } catch {
    return undefined;
  }
}
