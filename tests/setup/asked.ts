import { PassThrough } from "node:stream";
import { ask } from "../../setup/ask";
import { type Answers } from "../../setup/questions";

/**
 * Asks, of somebody who has typed what the arguments say: the answers given before, and a text of keys for each question. Prints what
 * was shown, and the answers as a last line.
 *
 * A process of its own, as Jest does not load modules of the kind that the prompts are.
 */
const [given = "{}", keys = "[]"] = process.argv.slice(2);
const left = JSON.parse(keys) as string[];
const output = Object.assign(new PassThrough(), { columns: 200, rows: 50 });
output.on("data", (shown: Buffer) => process.stdout.write(shown));

/** A keyboard for each question: keys that are there before it listens would go to the question before. */
const terminal = {
  output,
  get input() {
    const keyboard = new PassThrough();
    keyboard.write(left.shift() ?? "\x03");
    return keyboard;
  },
};

void ask(JSON.parse(given) as Answers, terminal).then((answers) => {
  process.stdout.write(`\n${JSON.stringify({ answers, left })}\n`);
  process.exit(0);
});
