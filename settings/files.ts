import { homedir } from "node:os";
import { resolve } from "node:path";

/** Reads a file. `undefined` if there is no such file. */
export type ReadFile = (path: string) => Buffer | undefined;

/** The absolute path: `~` is the home folder, and a relative path is relative to the project. */
export function fullPath(path: string, project: string): string {
  return resolve(project, path.replace(/^~(?=\/|$)/, homedir()));
}
