import { execFile } from "node:child_process";
import { type Stack } from "@pulumi/pulumi/automation";

/**
 * Runs a command of the engine on a stack. The Automation API cannot do this: it exports only decrypted states.
 *
 * @throws the engine's message
 */
export function pulumi({ name, workspace }: Stack, command: string, args: readonly string[]): Promise<string> {
  const home = workspace.pulumiHome === undefined ? {} : { PULUMI_HOME: workspace.pulumiHome };
  const env = { ...process.env, ...workspace.envVars, ...home };
  return new Promise((resolve, reject) => {
    const all = [...args, "--stack", name, "--non-interactive", "--color", "never"];
    execFile(command, all, { cwd: workspace.workDir, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr.trim() || `pulumi ${args.join(" ")} failed`)),
    );
  });
}
