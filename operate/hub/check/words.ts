import { type painter } from "../show";
import { exitCodeOf, leftOut, type Line, type Report, type State } from "./report";
import { shown, stepsOf, time } from "./shown";
import { byGroup, tally, verdict } from "./verdict";

/** Gives a text a style. */
export type Paint = ReturnType<typeof painter>;

/** Columns that a line takes at most, also on a wide terminal. */
const widest = 100;

/** Characters of what came back that a terminal shows. The page and the JSON have all of it. */
const longest = 400;

const marks: Readonly<Record<State, readonly [style: Parameters<Paint>[0], mark: string]>> = {
  well: ["green", "✔"],
  warning: ["yellow", "!"],
  wrong: ["red", "✘"],
  skipped: ["dim", "–"],
};

/** What a terminal shows of a probe: what is promised and what came back; and if it is not kept, what was tried and what mends it. */
export function lineInWords({ state, title, saw, tried, mend }: Line, paint: Paint, columns = widest): string {
  const width = Math.min(columns, widest);
  const [style, mark] = marks[state];
  const promise = oneLine(title);
  const cameBack = oneLine(saw);
  const [first = "", ...rest] = wrap(cameBack === "" ? promise : `${promise} — ${cameBack}`, width - 4);
  const lines = [`  ${paint(style, mark)} ${first}`, ...rest.map((text) => `    ${text}`)];
  if (state === "wrong" || state === "warning") {
    lines.push(...wrap(`tried: ${oneLine(tried)}`, width - 4).map((text) => `    ${paint("dim", text)}`));
    for (const { command, text } of stepsOf(mend ?? "")) {
      // A command stays on one line, to be copied.
      const pieces = command ? text.split("\n") : wrap(text, width - 6);
      lines.push(
        ...pieces.map((piece, at) => `    ${at === 0 || command ? paint("cyan", "→") : " "} ${paint("cyan", piece)}`),
      );
    }
  }
  return lines.join("\n");
}

/** What a terminal shows of a check: the lines by group, then one sentence, counts and the time. */
export function reportInWords(report: Report, paint: Paint, columns = widest): string {
  const parts = byGroup(report).map(([name, lines]) =>
    [paint("bold", name), ...lines.map((line) => lineInWords(line, paint, columns))].join("\n"),
  );
  const colour = exitCodeOf(report) === 0 ? "green" : "red";
  const left = report.kind === "full" ? "" : ` ${leftOut[report.kind]}.`;
  const sum = [tally(report.lines), `${time(report.seconds)}.${left}`].filter((text) => text !== "").join(", in ");
  return [...parts, `${paint(["bold", colour], `${verdict(report)}.`)}\n${sum}`].join("\n\n");
}

/** A text on one line. Of a long one, the middle is left out: the end of a log says most. */
function oneLine(text: string): string {
  const line = shown(text).replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest / 2)} … ${line.slice(-longest / 2)}`;
}

/** Breaks a text at spaces. A word that is longer than a line stays whole, so that it can be copied. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines.splice(-1, 1, `${last} ${word}`);
  }
  return lines;
}
