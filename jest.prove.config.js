/** What takes long, and all of it on the engine, with its figures: `npm run prove`. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/tests/**/*.nightly.ts", "**/tests/recover/*.test.ts"],
  reporters: ["default", "<rootDir>/tests/proof/reporter.cjs"],
  maxConcurrency: 3,
  testTimeout: 900_000,
};
