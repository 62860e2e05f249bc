/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  transform: { "^.+\\.ts$": "@sucrase/jest-plugin" },
  globalSetup: "<rootDir>/tests/global-setup.ts",
  // Engine tests mostly wait: a worker for every core.
  maxWorkers: "100%",
  testTimeout: 120_000,
};
