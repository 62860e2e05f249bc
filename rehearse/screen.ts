import { styleText } from "node:util";
import { stringify } from "yaml";
import { isRecord } from "../settings/untyped";
import { type Path } from "./critical-path";
import { type Failure, type Happening, type Operation, type Warning } from "../sandbox/events";

/** Colours and weights that the screen uses. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "magenta" | "cyan";

/** Gives a text a style. */
export type Paint = (style: Style, text: string) => string;

/** Styles for a terminal. None if the stream is no terminal, or if NO_COLOR is set. */
export function painter(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

/** The spaces before a line. */
function indentOf(line: string): string {
  return " ".repeat(line.length - line.trimStart().length);
}

/** A name and its value, as they may be shown. */
export type Shown = readonly [name: string, value: string];

/** What is shown in place of a secret. */
export const blot = "[secret]";

const width = 80;

const symbols: Readonly<Record<Happening, readonly [Style, string, string]>> = {
  create: ["green", "+", ""],
  update: ["yellow", "~", ""],
  replace: ["magenta", "±", "replaced"],
  delete: ["red", "-", ""],
  "create-replacement": ["magenta", "+", "the new one"],
  "delete-replaced": ["magenta", "-", "the old one"],
  failed: ["red", "✗", ""],
};

const counted: readonly (readonly [key: string, done: string, planned: string])[] = [
  ["create", "created", "to create"],
  ["update", "updated", "to update"],
  ["replace", "replaced", "to replace"],
  ["delete", "deleted", "to delete"],
  ["same", "unchanged", "unchanged"],
];

/** Counts in words, changes first: "1 updated, 17 unchanged". */
export function tally(changes: Readonly<Record<string, number>>, planned = false): string {
  const parts = counted.flatMap(([key, done, toDo]) => {
    const count = changes[key] ?? 0;
    return count === 0 ? [] : [`${count} ${planned ? toDo : done}`];
  });
  return parts.length === 0 ? "nothing to do" : parts.join(", ");
}

/** A time in words: "4 min 34 s". */
export function duration(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [...(minutes > 0 ? [`${minutes} min`] : []), ...(rest > 0 || minutes === 0 ? [`${rest} s`] : [])].join(" ");
}

/** Breaks a line at spaces. A word that is longer than a line stays whole, so that it can be copied. */
export function wrap(text: string, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  // Several spaces belong to the word after them, so that columns stay columns. An option and its value stay together.
  for (const word of text.match(/ *(?:--[\w-]+ )?[^ ]+/g) ?? []) {
    if (!isEmpty && (line + word).length > width) {
      lines.push(line);
      line = hanging;
      isEmpty = true;
    }
    line += isEmpty && line === hanging ? word.trimStart() : word;
    isEmpty = false;
  }
  return isEmpty ? lines : [...lines, line];
}

/** Makes lines of at most 80 columns of what a rehearsal says. It prints nothing. */
export class Screen {
  constructor(private readonly paint: Paint) {}

  /** What this is, and what it is not. */
  banner(stack: string): string[] {
    return [
      this.paint("bold", `REHEARSAL of the stack ${stack}`),
      "  The real Pulumi engine runs the real program, but Azure and Kubernetes are",
      "  simulated: nothing is deployed, nothing is billed, and no hub is running.",
    ];
  }

  /** Names and values in two columns, below a heading. Nothing if there are none. */
  settings(heading: string, settings: readonly Shown[]): string[] {
    return settings.length === 0 ? [] : [`  ${heading}`, ...this.columns(settings, "    ")];
  }

  /** The title of a part of the show. */
  title(text: string, remark = ""): string[] {
    return ["", this.paint("bold", text) + (remark === "" ? "" : this.paint("dim", ` · ${remark}`))];
  }

  /** One finished (or planned) operation, and below it what changed. */
  operation({ happening, type, name, cloudName, failed, changed }: Operation): string[] {
    const [style, symbol, remark] = symbols[happening];
    const columns = [
      type.padEnd(24),
      name.padEnd(22),
      ...(cloudName === undefined ? [] : [this.paint("dim", cloudName)]),
      ...(failed === undefined ? [] : [this.paint(style, `${failed} failed`)]),
      ...(remark === "" ? [] : [this.paint(style, remark)]),
    ];
    return [
      `  ${this.paint(style, symbol)} ${columns.join("  ")}`.trimEnd(),
      ...changed.map((path) => this.paint("dim", `      ${path}`)),
    ];
  }

  /** What went wrong. What the program says has its own lines, and is shown as it is. */
  failures(failures: readonly Failure[]): string[] {
    return failures.flatMap(({ resource, message }) =>
      resource === undefined
        ? message.split("\n")
        : `${resource}: ${message}`.split("\n").flatMap((line) => wrap(line, "    ", "      ")),
    );
  }

  /** A part went well. */
  good(text: string): string[] {
    return this.sentence("green", "✓", text);
  }

  /** A part did not go well. */
  bad(text: string): string[] {
    return this.sentence("red", "✗", text);
  }

  /** A warning of the program or the engine. */
  warning({ resource, message }: Warning): string[] {
    return this.sentence("yellow", "!", resource === undefined ? message : `${resource}: ${message}`);
  }

  /** How long an `up` would take for real, and what makes it so long. */
  realTime({ seconds, steps }: Path): string[] {
    const path = steps.map((step) => `${step.type} ${duration(step.seconds)}`.replaceAll(" ", "\u00a0"));
    return [
      `  ${this.paint("cyan", "≈")} ${duration(seconds)} for real, as estimated in docs/performance.md:`,
      ...wrap(path.join(" → "), "    ").map((line) => this.paint("dim", line)),
    ];
  }

  /** A remark of the rehearsal itself. */
  remark(text: string): string[] {
    return wrap(text, "  ").map((line) => this.paint("cyan", line));
  }

  /** A command to copy. It stays on one line. */
  command(text: string): string[] {
    return [`    ${this.paint("cyan", text)}`];
  }

  /** The stack's outputs: first URLs, last texts of several lines. */
  outputs(outputs: Readonly<Record<string, { readonly value: unknown; readonly secret: boolean }>>): string[] {
    const shown = Object.entries(outputs).map(([name, { value, secret }]): Shown => [
      name,
      secret
        ? blot
        : typeof value === "string"
          ? value
          : isRecord(value)
            ? stringify(value, { lineWidth: 0 }).trimEnd()
            : JSON.stringify(value),
    ]);
    const isUrl = ([, value]: Shown) => /^https?:\/\/\S+$/.test(value);
    const isLong = ([, value]: Shown) => value.includes("\n");
    const [urls, others] = [shown.filter(isUrl), shown.filter((one) => !isUrl(one) && !isLong(one))];
    return [
      ...this.columns([...urls, ...others], "  "),
      ...shown.filter(isLong).flatMap(([name, value]) => [
        `  ${name}`,
        // A command stays on one line, to be copied.
        ...value
          .split("\n")
          .flatMap((line) =>
            line.startsWith("#") || isRecord(outputs[name]?.value)
              ? wrap(line.trimStart(), `    ${indentOf(line)}`, `      ${indentOf(line)}`)
              : [`    ${line}`],
          ),
      ]),
    ];
  }

  private columns(rows: readonly Shown[], indent: string): string[] {
    const longest = Math.max(...rows.map(([name]) => name.length));
    const hanging = " ".repeat(indent.length + longest + 2);
    return rows.flatMap(([name, value]) => {
      const [first = "", ...rest] = wrap(value, hanging);
      const lines = [first.slice(hanging.length), ...rest.map((line) => line.slice(hanging.length))];
      return lines.map((line, index) =>
        index === 0
          ? `${indent}${name.padEnd(longest)}  ${this.paint("cyan", line)}`
          : `${hanging}${this.paint("cyan", line)}`,
      );
    });
  }

  private sentence(style: Style, symbol: string, text: string): string[] {
    const [first = "", ...rest] = wrap(text, "    ");
    return [`  ${this.paint(style, symbol)} ${first.trimStart()}`, ...rest];
  }
}
