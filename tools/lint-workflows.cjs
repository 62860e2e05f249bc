"use strict";
// Looks for mistakes in .github/workflows with actionlint: `npm run lint:workflows`. It is a Go program, run from its module; where
// there is no Go, or the module cannot be had, it is left out, and that is said.
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
  // Neither shellcheck nor pyflakes, which some machines have and others do not: the same is found everywhere.
  process.exitCode = run(["-shellcheck=", "-pyflakes="], "inherit").status ?? 1;
}
