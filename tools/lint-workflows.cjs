"use strict";
// Checks .github/workflows with actionlint (`npm run lint:workflows`). This is a Go program, run from its module. If there is no Go, or if the
// module cannot be downloaded, the check is skipped with a message.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

/** @see https://github.com/rhysd/actionlint */
const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";

const run = (args, stdio) =>
  spawnSync("go", ["run", actionlint, ...args], { cwd: join(__dirname, ".."), stdio, encoding: "utf8" });

const probe = run(["-version"], "pipe");
if (probe.error !== undefined || probe.status !== 0) {
  const why = probe.error === undefined ? probe.stderr.trim().split("\n").at(-1) : "there is no Go";
  console.log(`The workflows were not linted: ${why}.`);
} else {
  // Without shellcheck and pyflakes, because only some machines have them. So every machine finds the same mistakes.
  process.exitCode = run(["-shellcheck=", "-pyflakes="], "inherit").status ?? 1;
}
