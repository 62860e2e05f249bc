import { stripVTControlCharacters } from "node:util";
import { duration } from "../../../rehearse/screen";

/**
 * A text from elsewhere, such as a build's log, without what steers a terminal or turns the direction of writing: colours, control characters,
 * bidirectional overrides. Only the ends of lines and tabs are left.
 *
 * @see https://trojansource.codes
 */
export function shown(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
}

/** A time in words: "0 s", "0.4 s", "4 min 34 s". */
export function time(seconds: number): string {
  if (seconds < 0.05) return "0 s";
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : duration(Math.round(seconds));
}

/** A piece of a mend: a command to copy, or a sentence. */
export interface Step {
  readonly command: boolean;
  readonly text: string;
}

/** The lines of a mend. Commands begin with a lower-case letter, sentences do not. Commands that follow each other are one step, to be copied at once. */
export function stepsOf(mend: string): Step[] {
  const steps: Step[] = [];
  for (const text of shown(mend).split("\n")) {
    if (text.trim() === "") continue;
    const command = /^\s*[a-z]/.test(text);
    const last = steps.at(-1);
    if (command && last?.command === true) steps.splice(-1, 1, { command, text: `${last.text}\n${text.trim()}` });
    else steps.push({ command, text: text.trim() });
  }
  return steps;
}
