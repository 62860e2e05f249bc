import { homedir } from "node:os";
import { resolve } from "node:path";

/** Reads a file, or gives `undefined` where there is none. */
export type ReadFile = (path: string) => Buffer | undefined;

/** A path as the operating system takes it: `~` is the home folder, what is relative is so to the project. */
export function fullPath(path: string, project: string): string {
  return resolve(project, path.replace(/^~(?=\/|$)/, homedir()));
}
