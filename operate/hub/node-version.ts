/** The lowest version of Node that the project runs on: package.json's `engines`. Older ones cannot even load what comes next. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Node ${process.versions.node} is too old: it must be 20.19 or newer. Install Node 24.\n`);
  process.exit(2);
}
