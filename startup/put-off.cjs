"use strict";
// When it starts, the Pulumi SDK loads TypeScript's compiler and a package manager. It needs them to turn functions into text, for code that
// runs in a cloud. This program has no such functions. So both get a stand-in, which loads the real module only when something uses it.
const Module = require("node:module");

const sdk = Module.createRequire(require.resolve("@pulumi/pulumi"));

for (const name of ["typescript", "@npmcli/arborist"]) {
  try {
    putOff(sdk.resolve(name));
  } catch {
    // It is not installed, so it is not loaded either.
  }
}
// Only the setting operate.checkEvery needs these.
for (const name of ["esbuild", "fflate"]) putOff(require.resolve(name));

/** Makes Node load a file when something in it is first used, and not already when it is required. */
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
      // Compiled code reads this of each import before it uses the import.
      get: (_, key) => (key === "__esModule" ? true : load()[key]),
      has: (_, key) => key in load(),
    },
  );
  require.cache[file] = Object.assign(new Module(file), { filename: file, loaded: true, exports });
}
