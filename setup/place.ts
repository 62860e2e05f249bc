import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Path of a stack's file in a folder. */
export function fileOf(stack: string, folder: string): string {
  return join(folder, `Pulumi.${stack}.yaml`);
}

/** The text of a file. `undefined` if there is no such file. */
export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Writes a whole file or nothing: it writes another file first, and then moves it. */
export function writeWhole(file: string, text: string): void {
  const aside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}
