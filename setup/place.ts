import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The file of a stack in a folder. */
export function fileOf(stack: string, folder: string): string {
  return join(folder, `Pulumi.${stack}.yaml`);
}

/** The text of a file, or `undefined` where there is none. */
export function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Writes a file as a whole or not at all: aside first, and then moved. */
export function writeWhole(file: string, text: string): void {
  const aside = `${file}.${process.pid}.part`;
  try {
    writeFileSync(aside, text);
    renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
}
