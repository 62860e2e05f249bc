import { cpSync, mkdirSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { type Engine } from "../rehearse/engine";
import { projectFolder, sandboxFolder } from "../rehearse/folders";
import { type Rehearsal } from "../sandbox/rehearsal";
import { openRehearsal, type RehearsalOptions } from "../rehearse/open";
import { type LanguageHost, serveLanguageHost } from "./language-host";
import { accounting, type Figures, isOnPath, measure } from "./measure";

/** The one folder that the bench writes to. */
export const benchFolder = join(sandboxFolder, "bench");

/** A stack that `pulumi` can be called on, as its user would call it. */
export interface Stack {
  /** Runs `pulumi …` once. */
  readonly pulumi: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Figures>;
}

/** Where commands are run: the CLI, and what leads from it to the program. */
export class Stage {
  private readonly closers: (() => void)[] = [];
  /** Whom the CLI is to ask to run programs: ours, where the engine came without one. */
  private host: LanguageHost | undefined;

  private readonly searched: string;

  private constructor(private readonly engine: Engine) {
    // An engine from PATH is called by its bare name; another's folder is searched first, as it may hold its language host too.
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

  /** In words, for the heading of what is printed. */
  get description(): string {
    const host = this.host === undefined ? "its Node language host" : "a stand-in for its Node language host";
    return `${this.engine.origin}, with ${host}`;
  }

  close(): void {
    for (const close of this.closers) close();
    this.host?.stop();
  }

  /** A stack of the project's, with what a rehearsal fills in, run from the project's folder or from a copy of it. */
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

  /** One of the programs to compare with, in a folder of its own, with the clouds of a stack of ours. */
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
