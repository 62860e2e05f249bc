import { stripVTControlCharacters, styleText } from "node:util";

/** Where a command prints. */
export interface Screen {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** Colours on a terminal, and none elsewhere or where NO_COLOR is set. @see https://no-color.org */
export function painter({ out }: Screen): (style: Parameters<typeof styleText>[0], text: string) => string {
  const coloured = out.isTTY === true && (process.env.NO_COLOR ?? "") === "";
  // Without the validation, Node looks at its own standard output.
  return (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
}

/** A table of texts: columns as wide as they must be, two spaces between them, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => lengthOf(row[column] ?? ""))));
  const isNumber = head.map((_, column) =>
    rows.every((row) => /^[\d.,]+( ?(s|ms|%|GiB|MiB))?$|^$|^-$/.test(row[column] ?? "")),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const room = " ".repeat((widths[column] ?? 0) - lengthOf(cell));
          return isNumber[column] === true ? room + cell : cell + room;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function lengthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
