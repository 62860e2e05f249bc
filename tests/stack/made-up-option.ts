import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFolder } from "../../rehearse/folders";

const program = [
  "components",
  "settings",
  "stack",
  "standing",
  "startup",
  "policy",
  "index.ts",
  "Pulumi.yaml",
  "package.json",
];

/** A copy of the program without its tests, in a folder that goes when the work ends. */
export async function inScratchCopy<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "binderhub-scratch-"));
  try {
    for (const name of program) cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files that CONTRIBUTING.md writes out for its made-up option, by their path. */
export function filesOfGreeting(): ReadonlyMap<string, string> {
  const page = readFileSync(join(projectFolder, "CONTRIBUTING.md"), "utf8");
  const blocks = page.matchAll(/`(components\/greeting\/[\w.]+)`:\n\n {3}```ts\n([^]*?) {3}```/g);
  return new Map([...blocks].map(([, path = "", code = ""]) => [path, code.replaceAll(/^ {3}/gm, "")]));
}

/** Adds the made-up option by the steps of CONTRIBUTING.md. Gives the files that it touches. */
export function addGreeting(folder: string): readonly string[] {
  const files = filesOfGreeting();
  for (const [path, code] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  edit(folder, "components/concepts.ts", (code) =>
    `import { greeting } from "./greeting";\n${code}`.replace("\n];", "\n  greeting,\n];"),
  );
  edit(folder, "Pulumi.yaml", (text) =>
    text.replace(
      "\nconfig:\n",
      '\nconfig:\n  greeting:\n    description: A line on the Binder page.\n    default: ""\n',
    ),
  );
  return [...files.keys(), "components/concepts.ts", "Pulumi.yaml"];
}

/** Takes an option away: its folder, and its line in the list. */
export function removeOption(folder: string, name: string): void {
  rmSync(join(folder, "components", name), { recursive: true });
  const concept = name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  edit(folder, "components/concepts.ts", (code) =>
    code.replace(`import { ${concept} } from "./${name}";\n`, "").replace(`  ${concept},\n`, ""),
  );
}

function edit(folder: string, name: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, name), "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${name}`);
  writeFileSync(join(folder, name), after);
}
