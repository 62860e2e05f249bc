import { cpSync, mkdirSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { type Engine } from "../rehearse/engine";
import { projectFolder, sandboxFolder } from "../rehearse/folders";
import { type Rehearsal } from "../sandbox/rehearsal";
import { openRehearsal, type RehearsalOptions } from "../rehearse/open";
import { type LanguageHost, serveLanguageHost } from "./language-host";
import { accounting, type Figures, isOnPath, measure } from "./measure";

/** The only folder that the bench writes to. */
export const benchFolder = join(sandboxFolder, "bench");

/** A stack, and a way to run `pulumi` on it as a user would. */
export interface Stack {
  /** Runs `pulumi …` once. */
  readonly pulumi: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Figures>;
}

/** Where commands run: the CLI, and the language host that runs the program. */
export class Stage {
  private readonly closers: (() => void)[] = [];
  /** The language host that the CLI uses to run programs. It is ours, if the engine came without one. */
  private host: LanguageHost | undefined;

  private readonly searched: string;

  private constructor(private readonly engine: Engine) {
    // An engine on PATH is called by its name only. The folder of any other engine is searched first, because its language host may be there too.
    const { command } = engine.command;
    this.searched = [...(isAbsolute(command) ? [dirname(command)] : []), process.env.PATH ?? ""].join(delimiter);
  }

  static async open(engine: Engine): Promise<Stage> {
    mkdirSync(benchFolder, { recursive: true });
    const stage = new Stage(engine);
    if (!isOnPath("pulumi-language-nodejs", stage.searched)) {
      stage.host = await serveLanguageHost();
    }
    return stage;
  }

  /** A description of the engine, for the report. */
  get description(): string {
    const host = this.host === undefined ? "its Node language host" : "a stand-in for its Node language host";
    return `${this.engine.origin}, with ${host}`;
  }

  close(): void {
    for (const close of this.closers) close();
    this.host?.stop();
  }

  /** A stack of the project, with the values that a rehearsal fills in. It runs in the project's folder or in a copy of it. */
  async ours(
    name: string,
    options: Omit<RehearsalOptions, "engine" | "folder">,
    programFolder = projectFolder,
  ): Promise<Stack & { readonly rehearsal: Rehearsal }> {
    const folder = join(benchFolder, name);
    const { rehearsal } = await openRehearsal({ ...options, engine: this.engine, folder });
    this.closers.push(() => rehearsal.close());
    const settings = join(folder, `Pulumi.${options.stack}.yaml`);
    return {
      rehearsal,
      ...this.stack(
        programFolder,
        folder,
        ["--stack", options.stack, "--config-file", settings],
        rehearsal.stack.workspace.envVars,
      ),
    };
  }

  /** A program to compare with. It has its own folder, and the clouds of one of our stacks. */
  async other(name: string, { rehearsal }: { readonly rehearsal: Rehearsal }): Promise<Stack> {
    const folder = join(benchFolder, name);
    cpSync(join(projectFolder, "bench/programs", name), folder, { recursive: true });
    const state = join(folder, "state");
    mkdirSync(state, { recursive: true });
    const environment = { ...rehearsal.stack.workspace.envVars, PULUMI_BACKEND_URL: `file://${state}` };
    await LocalWorkspace.createOrSelectStack(
      { stackName: "dev", workDir: folder },
      { pulumiCommand: this.engine.command, pulumiHome: join(folder, "home"), envVars: environment },
    );
    return this.stack(folder, folder, ["--stack", "dev"], environment);
  }

  private stack(
    cwd: string,
    folder: string,
    options: readonly string[],
    stackEnvironment: Readonly<Record<string, string>>,
  ): Stack {
    const { host } = this;
    const account = join(folder, "account");
    const common = {
      ...stackEnvironment,
      PULUMI_HOME: join(folder, "home"),
      PATH: this.searched,
    };
    return {
      pulumi: (args, environment) => {
        const preloads = [accounting(account).NODE_OPTIONS, environment?.NODE_OPTIONS ?? ""].join(" ");
        const full = { ...common, ...accounting(account), ...environment, NODE_OPTIONS: preloads };
        if (host !== undefined) host.environment = full;
        const command = {
          file: this.engine.command.command,
          args: [...args, ...options, "--non-interactive"],
          folder: cwd,
          environment: host === undefined ? full : { ...full, PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}` },
        };
        return measure(command, account, host !== undefined);
      },
    };
  }
}
