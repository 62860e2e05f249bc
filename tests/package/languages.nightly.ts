/** @jest-environment ./tests/engine/environment.ts */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectFolder } from "../../rehearse/folders";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { canary, filesIn, leaks } from "../engine/canaries";
import { at } from "../../settings/untyped";
import { packageSchema } from "../../package/schema";
import { withPackage } from "./serve";

/** Whether a command runs here. */
function runs(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const hosts = {
  yaml: runs("which", "pulumi-language-yaml"),
  python: runs("which", "pulumi-language-python") && runs("python3", "-c", "import parver, pulumi"),
};
for (const [language, isHere] of Object.entries(hosts)) {
  if (!isHere)
    console.log(
      `Not tried with ${language}: its language host is not on PATH, or (Python) its packages pulumi and parver are missing.`,
    );
}

/** The example in the documentation that a file of the program is made of. */
function example(language: string): string {
  const page = readFileSync(join(projectFolder, "docs/ways-in.md"), "utf8");
  const found = new RegExp(`\`\`\`${language}\\n# A hub.*\\n([^]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/ways-in.md has no example in ${language}`);
  return found;
}

/** Runs the whole life of a program in a folder: what each command printed last. */
async function life(rehearsal: Rehearsal, folder: string, prepare: (pulumi: Cli) => Promise<void>) {
  const pulumi: Cli = async (...args) => {
    const env = { ...(process.env as Record<string, string>), ...rehearsal.stack.workspace.envVars };
    env.PULUMI_HOME = join(folder, "home");
    // What the engine found wrong stands in what it printed.
    try {
      const { stdout } = await promisify(execFile)(rehearsal.engine.command, args, { cwd: folder, env });
      return stdout;
    } catch (error) {
      const [stdout, stderr] = [at(error, "stdout"), at(error, "stderr")];
      return `failed: ${args.join(" ")}\n${String(stdout)}\n${String(stderr)}`;
    }
  };
  await prepare(pulumi);
  const secret = canary("docker-hub");
  await pulumi("stack", "init", "dev");
  await pulumi("config", "set", "--secret", "dockerHubToken", secret);
  const lines: string[] = [];
  for (const verb of [["preview"], ["up", "--yes", "--skip-preview"], ["up", "--yes", "--skip-preview"]]) {
    lines.push(counts(await pulumi(...verb, "--non-interactive", "--color=never")));
  }
  const readable = leaks({ secret }, Object.values(filesIn(join(folder, "../state"))).join());
  await pulumi("destroy", "--yes", "--skip-preview");
  return { lines, readable, left: rehearsal.clouds.all() };
}

type Cli = (...args: string[]) => Promise<string>;

/** What the engine counted at the end. */
function counts(output: string): string {
  const counted = /Resources:\n((?: +.*\n)+)/.exec(output)?.[1]?.trim();
  return counted === undefined || counted.includes("errored") ? output : counted;
}

const aLife = { lines: ["+ 20 to create", "+ 20 created", "20 unchanged"], readable: [], left: [] };

(hosts.yaml ? test : test.skip)("the example in YAML lives and dies as a stack does", () =>
  withPackage({}, async (rehearsal, stage) => {
    const folder = join(stage, "yaml");
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), example("yaml"));
    expect(await life(rehearsal, folder, () => Promise.resolve())).toEqual(aLife);
  }),
);

(hosts.python ? test : test.skip)(
  "the example in Python lives and dies as a stack does, with the SDK that Pulumi makes",
  () =>
    withPackage({}, async (rehearsal, stage) => {
      const folder = join(stage, "python");
      mkdirSync(folder);
      writeFileSync(join(folder, "Pulumi.yaml"), "name: course\nruntime: python\n");
      writeFileSync(join(folder, "__main__.py"), example("python"));
      writeFileSync(join(folder, "schema.json"), JSON.stringify(packageSchema("0.1.0")));
      const prepare = async (pulumi: Cli) => {
        await pulumi("package", "gen-sdk", "schema.json", "--language", "python", "--out", "sdk");
        // What pip would write, which needs the network.
        const metadata = join(folder, "sdk/python/pulumi_binderhub_azure-0.1.0.dist-info");
        mkdirSync(metadata);
        writeFileSync(
          join(metadata, "METADATA"),
          "Metadata-Version: 2.1\nName: pulumi_binderhub_azure\nVersion: 0.1.0\n",
        );
        rehearsal.stack.workspace.envVars.PYTHONPATH = join(folder, "sdk/python");
      };
      expect(await life(rehearsal, folder, prepare)).toEqual(aLife);
    }),
);
