"use strict";
// At its start the Pulumi SDK loads TypeScript's compiler and a package manager, to turn functions into text for code that runs in a
// cloud. This program has no such functions: something else stands in for both, until somebody looks into it.
const Module = require("node:module");

const sdk = Module.createRequire(require.resolve("@pulumi/pulumi"));

for (const name of ["typescript", "@npmcli/arborist"]) {
  try {
    putOff(sdk.resolve(name));
  } catch {
    // Not installed: there is nothing to put off.
  }
}

/** Has a file loaded when something in it is first asked for, in place of when it is first required. */
function putOff(file) {
  let loaded;
  const load = () => {
    if (loaded === undefined) {
      delete require.cache[file];
      loaded = require(file);
    }
    return loaded;
  };
  const exports = new Proxy(
    {},
    {
      // What compiled code asks each import, before it uses it.
      get: (_, key) => (key === "__esModule" ? true : load()[key]),
      has: (_, key) => key in load(),
    },
  );
  require.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
}
