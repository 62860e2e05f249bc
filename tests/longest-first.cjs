const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes longest, the longest first: what begins last should not be what everything else then waits for. */
const longest = [
  "combinations/every-pair-1.nightly.ts",
  "combinations/every-pair-2.nightly.ts",
  "generated/many.nightly.ts",
  "faults/every-fault.nightly.ts",
  "components/culling/python.nightly.ts",
  "faults/moves.nightly.ts",
  "recover/lost.nightly.ts",
  "engine/changes.nightly.ts",
  "recover/interrupted.nightly.ts",
  "components/private-repositories/python.nightly.ts",
  "components/cost/simulation.nightly.ts",
  "setup/thousands.nightly.ts",
  "components/per-person/python.nightly.ts",
  "components/schedule/asleep.nightly.ts",
  "combinations/all-options.nightly.ts",
  "combinations/every-stack.test.ts",
  "generated/generated.test.ts",
  "stack/mends.test.ts",
  "combinations/pairs.test.ts",
  "components/options.test.ts",
].map((file) => join(__dirname, file));

const missing = longest.filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`tests/longest-first.cjs names what is not there: ${missing.join(", ")}`);

/**
 * Jest's own order, where it knows from an earlier run how long each file takes. On a machine that has run none, Jest would begin with the largest files,
 * and these are not those that take longest.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => this.time(test) !== undefined)) return sorted;
    const rank = ({ path }) => (longest.includes(path) ? longest.indexOf(path) : longest.length);
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
};
