/** What takes minutes: `npm run test:nightly`. */
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/tests/combinations/*.nightly.ts"],
  maxConcurrency: 3,
};
