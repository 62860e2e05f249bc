const { mkdtempSync, readFileSync, existsSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");

/** Prints at the end how many cases of each kind were tried and survived; the run fails where one is lost. */
module.exports = class FiguresReporter {
  onRunStart() {
    // Set before any worker starts: each inherits it.
    this.file = join(mkdtempSync(join(tmpdir(), "proof-")), "figures");
    process.env.PROOF_FIGURES = this.file;
  }

  onRunComplete() {
    const kinds = new Map();
    const lines = existsSync(this.file) ? readFileSync(this.file, "utf8").trim().split("\n") : [];
    for (const { kind, survived, cases } of lines.map((line) => JSON.parse(line))) {
      const { tried, good } = kinds.get(kind) ?? { tried: 0, good: 0 };
      kinds.set(kind, { tried: tried + cases, good: good + (survived ? cases : 0) });
    }
    rmSync(dirname(this.file), { recursive: true, force: true });
    console.log("\nProof under faults: cases tried, survived, lost");
    for (const [kind, { tried, good }] of kinds) {
      console.log(
        `  ${kind.padEnd(32)} ${String(tried).padStart(6)} ${String(good).padStart(6)} ${String(tried - good).padStart(6)}`,
      );
    }
    this.isLost = kinds.size === 0 || [...kinds.values()].some(({ tried, good }) => tried > good);
  }

  getLastError() {
    return this.isLost ? new Error("cases were lost, or none was tried") : undefined;
  }
};
