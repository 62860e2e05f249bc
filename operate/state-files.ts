import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Workspace } from "@pulumi/pulumi/automation";

/** The folder of a workspace's states, if they are kept in files. Otherwise `undefined`. */
export async function stateFolder(workspace: Workspace): Promise<string | undefined> {
  return folderOf(workspace.envVars.PULUMI_BACKEND_URL ?? (await workspace.whoAmI()).url);
}

/** The folder that a backend's URL names. */
export function folderOf(backendUrl: string | undefined): string | undefined {
  if (backendUrl?.startsWith("file://") !== true) return undefined;
  const path = backendUrl.startsWith("file://~")
    ? backendUrl.replace("file://~", `file://${process.env.HOME ?? ""}`)
    : backendUrl;
  return join(fileURLToPath(path.replace(/\?.*$/, "")), ".pulumi");
}

/**
 * Files beside the state that a killed engine left empty. Then the engine says "failed to load checkpoint: EOF", although the state is complete.
 * These files have only the media type of the state, and the engine makes them again.
 */
export function brokenFiles(folder: string): string[] {
  return filesBelow(join(folder, "stacks")).filter((file) => file.endsWith(".attrs") && statSync(file).size === 0);
}

/** The lock files of a stack. */
export function locks(folder: string, stack: string): string[] {
  return filesBelow(join(folder, "locks")).filter((file) => file.endsWith(".json") && file.includes(`/${stack}/`));
}

/** Deletes files. */
export function removeFiles(files: readonly string[]): void {
  for (const file of files) rmSync(file);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
