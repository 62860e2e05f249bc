/** Stacks against a real Kubernetes and the real charts, with their figures: `npm run prove:real`. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/tests/{real,crowd}/*.real.ts"],
  globalSetup: "<rootDir>/tests/real/global-setup.ts",
  reporters: ["default", "<rootDir>/tests/proof/reporter.cjs"],
  testTimeout: 1_800_000,
};
