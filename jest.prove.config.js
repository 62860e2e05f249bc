/** The proof under faults, with its figures: `npm run prove`. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: [
    "**/tests/faults/*.nightly.ts",
    "**/tests/faults/drift.test.ts",
    "**/tests/generated/*.nightly.ts",
    "**/tests/recover/*.ts",
  ],
  reporters: ["default", "<rootDir>/tests/proof/reporter.cjs"],
};
