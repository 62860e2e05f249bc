"use strict";
// Loaded into the Node process that runs a program. It says how long each package took to load, and what the processor time was used for.
const { writeFileSync } = require("node:fs");
const { Session } = require("node:inspector");
const { Module } = require("node:module");
const { performance } = require("node:perf_hooks");

/** The package that a file belongs to. */
function packageOf(file) {
  const name = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file)?.[1]?.replace("\\", "/");
  return name ?? (file.startsWith("node:") ? "Node itself" : "the program");
}

const loading = {};
const stack = [];
const load = Module.prototype.load;
Module.prototype.load = function (file) {
  const frame = { within: 0 };
  stack.push(frame);
  const started = performance.now();
  try {
    return load.call(this, file);
  } finally {
    stack.pop();
    const took = performance.now() - started;
    const above = stack.at(-1);
    if (above !== undefined) above.within += took;
    const entry = (loading[packageOf(file)] ??= { files: 0, milliseconds: 0 });
    entry.files++;
    entry.milliseconds += took - frame.within;
  }
};

const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.start");
process.on("exit", () => {
  session.post("Profiler.stop", (_error, { profile }) => {
    const own = new Map(profile.nodes.map(({ id }) => [id, 0]));
    profile.samples.forEach((id, index) => own.set(id, own.get(id) + profile.timeDeltas[index] / 1000));
    const running = {};
    for (const { id, callFrame } of profile.nodes) {
      const who = kindOf(callFrame);
      running[who] = (running[who] ?? 0) + own.get(id);
    }
    writeFileSync(process.env.BENCH_PROFILE ?? "", JSON.stringify({ loading, running, alive: performance.now() }));
  });
});

/** The package that a function belongs to, or V8 if it is not a JavaScript function. */
function kindOf({ functionName, url }) {
  if (functionName === "(idle)") return "waiting";
  if (functionName === "(garbage collector)") return "collecting garbage";
  if (functionName === "wrapSafe" || functionName === "compileFunctionForCJSLoader") return "compiling what was loaded";
  return url === "" ? "Node itself" : packageOf(url);
}
