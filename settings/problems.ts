/** One thing that is wrong with the settings. */
export interface Problem {
  /** Full key, with its path: `binderhub:azure.nodeCount`. */
  readonly key: string;
  /** The value that was found, as the user would write it; absent where there is none or where it must not be shown. */
  readonly value?: string;
  /** What is wrong or what would be right, as the rest of a sentence. */
  readonly rule: string;
  /** A command that mends it. */
  readonly mend?: string;
}

/** The command that sets a key; a dot in the key makes it a path into an object. */
export function setCommand(key: string, value: string, flags = ""): string {
  const path = key.slice(key.indexOf(":")).includes(".") ? "--path " : "";
  const quoted = /^[\w@%+=:,./-]*$/.test(value) && value !== "" ? value : `'${value.replaceAll("'", `'\\''`)}'`;
  return `pulumi config set ${flags}${path}${quoteKey(key)} ${quoted}`;
}

/** The command that asks for a secret and stores it encrypted. */
export function setSecretCommand(key: string): string {
  return `pulumi config set --secret ${key}`;
}

/** The command that removes a key. */
export function removeCommand(key: string): string {
  return `pulumi config rm ${key.slice(key.indexOf(":")).includes(".") ? "--path " : ""}${quoteKey(key)}`;
}

/** The report that a user reads: every problem with its key, value, rule and mend. */
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

function quoteKey(key: string): string {
  return /^[\w:.[\]-]+$/.test(key) && !key.includes("[") ? key : `'${key}'`;
}
