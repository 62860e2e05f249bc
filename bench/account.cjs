"use strict";
// Loaded into every Node process that the bench times: at its end it says what it took. Nobody else can say it exactly afterwards.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const account = { memory: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 };
  appendFileSync(process.env.BENCH_ACCOUNT ?? "", `${JSON.stringify(account)}\n`);
});
