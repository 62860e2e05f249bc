"use strict";
// Loaded into every Node process that the bench measures. When the process ends, it writes what it used. Only the process itself knows this exactly.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const account = { memory: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 };
  appendFileSync(process.env.BENCH_ACCOUNT ?? "", `${JSON.stringify(account)}\n`);
});
