"use strict";
// Checks types before a deployment, unless the same code was checked before. A preview does not check types. Without development packages there
// is no compiler, and no check.
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const project = join(__dirname, "..");
const compiler = join(project, "node_modules/typescript/bin/tsc");

/** Whether the CLI runs the program, and not for a preview. */
const deploys = process.argv.includes("--monitor") && !process.argv.includes("--dry-run");

if (deploys && existsSync(compiler)) {
  const stamp = join(project, "node_modules/.cache/startup", `${digest()}.checked`);
  if (!existsSync(stamp)) {
    const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", __dirname], { encoding: "utf8" });
    if (status !== 0) {
      console.error(`Nothing was deployed: the types do not fit. (npm run types shows this too.)\n${stdout}`);
      // With this exit code the CLI does not print an error of its own.
      process.exit(32);
    }
    try {
      mkdirSync(join(stamp, ".."), { recursive: true });
      writeFileSync(stamp, "");
    } catch {
      // If the folder cannot be written to, the next run checks again.
    }
  }
}

/** A hash of everything that can change the result: the program's files, and the versions of its packages. */
function digest() {
  const code = ["components", "settings", "stack", "standing", "startup"].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  const files = [
    "index.ts",
    "tsconfig.json",
    "package-lock.json",
    ...code.filter((file) => file.endsWith(".ts")).sort(),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(project, file)));
  return hash.digest("hex");
}
