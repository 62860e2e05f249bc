import { messageOf } from "../sandbox/error-message";
import { builtParts, findParts } from "./parts";

// `--check` only says, by its exit code, if they are there. It builds nothing.
const say = (line: string) => void process.stdout.write(`${line}\n`);
if (process.argv.includes("--check")) process.exit(builtParts() === undefined ? 1 : 0);
findParts(say).then(
  ({ path }) => say(path),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
