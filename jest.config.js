/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  transform: { "^.+\\.ts$": "@sucrase/jest-plugin" },
  // Pulumi loads these for functions that are to run in a cloud. No test has any, and each file would load them anew.
  moduleNameMapper: { "^(typescript|@npmcli/arborist)$": "<rootDir>/tests/nothing.cjs" },
  testSequencer: "<rootDir>/tests/longest-first.cjs",
  // A program whose engine was killed writes to Pulumi's globals even after its test. Jest has put setters there then that call themselves without end.
  // https://github.com/jestjs/jest/blob/v30.5.2/packages/jest-util/src/garbage-collection-utils.ts deleteProperty
  testEnvironmentOptions: { globalsCleanup: "off" },
  globalSetup: "<rootDir>/tests/global-setup.ts",
  globalTeardown: "<rootDir>/tests/global-teardown.ts",
  // Engine tests mostly wait: a worker for every core.
  maxWorkers: "100%",
  // Each file leaves some of what it loaded in its worker. After many files, Node would end for want of memory.
  workerIdleMemoryLimit: "1.5GB",
  testTimeout: 120_000,
};
