import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as pulumi from "@pulumi/pulumi";
import { projectFolder } from "../../rehearse/folders";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { onStage, type StageOptions } from "../engine/stage";

/**
 * Starts the package as Pulumi's language host does.
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go RunPlugin
 */
async function servePackage(folder: string): Promise<{ readonly port: string; readonly stop: () => void }> {
  const run = require.resolve("@pulumi/pulumi/cmd/run-plugin");
  const served = spawn(process.execPath, [run, projectFolder], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const stop = () => void served.kill();
  for await (const line of createInterface(served.stdout)) return { port: line, stop };
  throw new Error("The package did not start.");
}

const nobody = () => undefined;

/** Plays a rehearsal in which programs can use the package. */
export function withPackage<T>(
  options: StageOptions,
  play: (rehearsal: Rehearsal, folder: string) => Promise<T>,
): Promise<T> {
  return onStage(options, async (rehearsal, folder) => {
    const { port, stop } = await servePackage(folder);
    const { envVars } = rehearsal.stack.workspace;
    envVars.PULUMI_DEBUG_PROVIDERS = `${envVars.PULUMI_DEBUG_PROVIDERS ?? ""},binderhub-azure:${port}`;
    // A refused component leaves calls of the program behind, which end after it. As long as somebody listens, they are not Jest's.
    process.on("unhandledRejection", nobody);
    try {
      return await play(rehearsal, folder);
    } finally {
      stop();
    }
  });
}

/** The component, as the SDK that Pulumi makes for TypeScript has it. */
export class BinderHub extends pulumi.ComponentResource {
  declare readonly binderUrl: pulumi.Output<string>;
  declare readonly kubeconfig: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs, opts?: pulumi.ComponentResourceOptions) {
    const outputs = { binderUrl: undefined, kubeconfig: undefined };
    super("binderhub-azure:index:BinderHub", name, { ...args, ...outputs }, opts, true);
  }
}

/** Arguments that are right. */
export const rightArguments = {
  location: "westeurope",
  registry: { type: "dockerHub", username: "jdoe", prefix: "course" },
  registryPassword: "canary-of-the-registry",
};
