/** One thing that is wrong with the settings. */
export interface Problem {
  /** Full key, with its path: `binderhub:azure.nodeCount`. */
  readonly key: string;
  /** The value that was found, as the user would write it. Absent if there is none, or if it must not be shown. */
  readonly value?: string;
  /** What is wrong, or what would be right: the rest of a sentence that begins with the key. */
  readonly rule: string;
  /** A command that corrects it. */
  readonly mend?: string;
}

/**
 * The command that sets a key. A dot in the key makes it a path into an object. The command keeps the type of the value: with a path, the CLI
 * guesses the type, and would turn a text of digits into a number. A group is set key by key, because the engine refuses it as one JSON text.
 */
export function setCommand(key: string, value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => setCommand(Array.isArray(value) ? `${key}[${name}]` : `${key}.${name}`, inner))
      .filter((command) => command !== "")
      .join(" && ");
  }
  const text = String(value);
  const guessed = isPath(key) && typeof value === "string" && /^(-?\d+|true|false)$/.test(value);
  const type = guessed
    ? "--type string "
    : isPath(key) && !Number.isInteger(value ?? 0) && typeof value === "number"
      ? "--type float "
      : "";
  const flags = `${type}${isPath(key) ? "--path " : ""}`;
  return `pulumi config set ${flags}${quoteKey(key)} ${text.startsWith("-") ? "-- " : ""}${shellWord(text)}`;
}

/** A text as one word of a shell, in quotes if necessary. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that asks for a secret, or reads it from a file, and stores it encrypted. */
export function setSecretCommand(key: string, file?: string): string {
  const from = file === undefined ? "" : ` < ${shellWord(file)}`;
  return `pulumi config set --secret ${isPath(key) ? "--path " : ""}${quoteKey(key)}${from}`;
}

/** The command that removes a key. */
export function removeCommand(key: string): string {
  return `pulumi config rm ${isPath(key) ? "--path " : ""}${quoteKey(key)}`;
}

/** The command that removes an item of a list. An empty list is refused, so the last item goes with the list. */
export function removeItemCommand(list: string, index: number, length: number): string {
  return removeCommand(length === 1 ? list : `${list}[${index}]`);
}

/** The report that a user reads: every problem with its key, value, rule and command. */
export function report(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 setting is" : `${problems.length} settings are`;
  const entries = problems.map(({ key, value, rule, mend }) =>
    [
      `  ${key}${value === undefined ? "" : ` = ${value}`}`,
      `    ${rule}`,
      ...(mend === undefined ? [] : [`    → ${mend}`]),
    ].join("\n"),
  );
  return [`${count} not right; nothing has been created or changed.`, ...entries].join("\n\n") + "\n";
}

/** A full key from the parts of its path: `binderhub:tags["a.b"]`. */
export function pathKey([group = "", ...steps]: readonly string[]): string {
  const rest = steps.map((step) =>
    /^\d+$/.test(step) ? `[${step}]` : /[.[\]]/.test(step) ? `["${step.replaceAll('"', '\\"')}"]` : `.${step}`,
  );
  return `binderhub:${group}${rest.join("")}`;
}

function isPath(key: string): boolean {
  return /[.[]/.test(key.slice(key.indexOf(":")));
}

function quoteKey(key: string): string {
  return /^[\w:.[\]-]+$/.test(key) && !key.includes("[") ? key : `'${key.replaceAll("'", `'\\''`)}'`;
}
