import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../rehearse/folders";

/** The files of the program, without those that only make it start fast. */
const folders = ["components", "policy", "settings", "stack", "standing"];

/**
 * Copies the program into a folder, and changes it to a first, simple version: it imports whole packages, checks types at each start, and has
 * nothing of `startup/`.
 */
export function writeNaively(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ["index.ts", "package.json", "Pulumi.yaml", "tsconfig.json", ...folders]) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  rewrite(join(folder, "Pulumi.yaml"), (text) => text.replace(/^runtime:.*?(?=^\S)/ms, "runtime: nodejs\n"));
  rewrite(join(folder, "tsconfig.json"), (text) => text.replace(/"include": \[.*?\]/s, '"files": ["index.ts"]'));
  rewrite(join(folder, "index.ts"), (text) => text.replaceAll(/^.*(startup\/|withoutOldApiVersions).*\n/gm, ""));
  for (const file of readdirSync(join(folder, "components"), { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts")) rewrite(join(folder, "components", file), wholePackages);
  }
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** Code that imports whole packages instead of their parts. */
function wholePackages(code: string): string {
  return code
    .replaceAll(/import \* as (\w+) from "(@pulumi\/azure-native)\/\1";/g, 'import { $1 } from "$2";')
    .replaceAll(/(import \{ (?:type )?Provider \} from "@pulumi\/kubernetes)\/provider";/g, '$1";')
    .replaceAll(
      /import \* as (\w+) from "(@pulumi\/kubernetes)\/\1\/v1";/g,
      'import { $1 as whole_$1 } from "$2";\nconst $1 = whole_$1.v1;',
    )
    .replaceAll(
      /import \{ Release \} from "(@pulumi\/kubernetes)\/helm\/v3\/release";/g,
      'import { helm } from "$1";\nconst { Release } = helm.v3;',
    );
}
