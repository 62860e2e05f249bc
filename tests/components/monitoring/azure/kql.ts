import { sure } from "../../../../settings/refusal";
import { at } from "../../../../settings/untyped";

type Row = Readonly<Record<string, unknown>>;

/** What a transformation may call, of what is called here. @see https://learn.microsoft.com/azure/azure-monitor/data-collection/data-collection-transformations-kql */
const functions: Readonly<Record<string, (value: unknown) => unknown>> = {
  tostring: (value) =>
    typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value),
  toreal: (value) => value,
  tobool: (value) => value,
  todatetime: (value) => value,
  parse_json: (text) => {
    try {
      return JSON.parse(String(text)) as unknown;
    } catch {
      return text;
    }
  },
};

/** Value of `column`, `column.key`, `'text'` or `function(…)`. */
function valueOf(text: string, row: Row): unknown {
  const [, name, inner] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (name !== undefined) return sure(functions[name], name)(valueOf(inner ?? "", row));
  const [, literal] = /^'([^']*)'$/.exec(text) ?? [];
  return literal ?? at(row, ...text.split("."));
}

const operators: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "!startswith": (left, right) => !String(left).toLowerCase().startsWith(String(right).toLowerCase()),
};

/** What a transformation makes of a row. `undefined` if it drops it. Throws at what Azure would not take, or is not known here. */
export function transformed(kql: string, row: Row): Row | undefined {
  const [source, ...steps] = kql.split(" | ");
  if (source !== "source") throw new Error(`a transformation of ${String(source)}`);
  return steps.reduce<Row | undefined>((now, step) => (now === undefined ? undefined : after(step, now)), row);
}

function after(step: string, row: Row): Row | undefined {
  const [, verb = "", rest = ""] = /^([a-z-]+) (.+)$/.exec(step) ?? [];
  const named = () =>
    Object.fromEntries(
      rest.split(", ").map((part) => {
        const [name = "", value = ""] = part.split(" = ");
        return [name, valueOf(value, row)];
      }),
    );
  switch (verb) {
    case "where": {
      const [, left = "", operator = "", right = ""] = /^(.+) (\S+) (\S+)$/.exec(rest) ?? [];
      return sure(operators[operator], operator)(valueOf(left, row), valueOf(right, row)) ? row : undefined;
    }
    case "extend":
      return { ...row, ...named() };
    case "project":
      return named();
    case "project-away":
      return Object.fromEntries(Object.entries(row).filter(([name]) => name !== rest));
    default:
      throw new Error(`no operator ${verb}`);
  }
}
