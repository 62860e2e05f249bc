"use strict";
// Lets Node load TypeScript: removes the types without checking them. `npm run check` checks them.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("sucrase/package.json");

/** Files without their types, by a hash of their content. You can delete this folder at any time. */
const cache = join(__dirname, "../node_modules/.cache/startup");

require.extensions[".ts"] = (module, file) => {
  const source = readFileSync(file, "utf8");
  // Every line keeps its number, so that stack traces are right without source maps.
  module._compile(cached(source) ?? strip(source, file), file);
};

const keyOf = (source) => join(cache, createHash("sha256").update(version).update(source).digest("hex"));

function cached(source) {
  try {
    return readFileSync(keyOf(source), "utf8");
  } catch {
    return undefined;
  }
}

/** `import(…)` stays: only so does a CommonJS module load one of the other kind, whatever Node runs it. */
const options = (filePath) => ({ filePath, transforms: ["imports", "typescript"], preserveDynamicImport: true });

function strip(source, filePath) {
  const { code } = require("sucrase").transform(source, options(filePath));
  try {
    mkdirSync(cache, { recursive: true });
    // Written under another name and then renamed, because another run may read it at the same time.
    const aside = `${keyOf(source)}.${process.pid}`;
    writeFileSync(aside, code);
    renameSync(aside, keyOf(source));
  } catch {
    // If the folder cannot be written to, the next run removes the types again.
  }
  return code;
}
