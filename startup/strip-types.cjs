"use strict";
// Makes Node load TypeScript: types are taken away and not looked at; `npm run check` does that.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { version } = require("sucrase/package.json");

/** What was stripped before, by a hash of the file's content: safe to delete at any time. */
const cache = join(__dirname, "../node_modules/.cache/startup");

require.extensions[".ts"] = (module, file) => {
  const source = readFileSync(file, "utf8");
  // Lines stay where they are, so that stack traces are right without source maps.
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
    // Written aside and moved, as another run may read at the same time.
    const aside = `${keyOf(source)}.${process.pid}`;
    writeFileSync(aside, code);
    renameSync(aside, keyOf(source));
  } catch {
    // Where nothing can be written, the next run strips again.
  }
  return code;
}
