import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The command that a process was started with, or `undefined` if there is no such process. */
export function commandOf(process: number): string | undefined {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${process}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(process)], { encoding: "utf8" });
  } catch {
    return undefined;
  }
}
