import { madeUpKey } from "../../rehearse/made-up-keys";
import { at } from "../../settings/untyped";
import { type StackConfig } from "./stack";

/** A stack's file, and which of its keys are encrypted. */
export interface StackFile {
  readonly stack: StackConfig;
  readonly secretKeys: readonly string[];
}

/** What a person types when a command asks for a secret: it passes for a password and for a Google service account's key. */
const typedSecret = (key: string, stack: StackConfig) =>
  key.endsWith(":privateRepositoriesKey")
    ? madeUpKey(String(at(stack["binderhub:privateRepositories"], "type")))
    : key.endsWith(":extraSecretValues")
      ? "extraEnv: {}"
      : key.endsWith(":baseImageCredentials")
        ? '{"auths": {"docker.io": {"username": "jdoe", "password": "typed"}}}'
        : key.endsWith(":monitoringWebhook")
          ? "https://hooks.example.org/typed"
          : key.endsWith(":backupCredentials")
            ? "AWS_ACCESS_KEY_ID=typed\nAWS_SECRET_ACCESS_KEY=typed"
            : '{"type": "service_account"}';

type Path = readonly (string | number)[];

/**
 * Runs the commands of a mend on a stack's file: `pulumi config set` and `pulumi config rm`, joined by `&&`.
 *
 * It does what the CLI was seen to do (3.250): below a path, digits become a number and true or false a boolean, except under
 * `--type` and except where the file has the old value in quotes, which stay; a fraction stays text without `--type float`; a text key into a list is an error;
 * without `--path` a dot is a character like any other, and removing a key that is not there does nothing.
 *
 * @throws where the CLI would fail
 */
export function mended(mend: string, file: StackFile): StackFile {
  return split(tokens(mend)).reduce(run, file);
}

function run({ stack, secretKeys }: StackFile, words: readonly string[]): StackFile {
  const [pulumi, config, verb, ...rest] = words;
  if (`${pulumi ?? ""} ${config ?? ""}` !== "pulumi config") throw new Error(`no pulumi config: ${words.join(" ")}`);
  const [flags, [key, value, ...more]] = parseFlags(rest);
  if (key === undefined || more.length > 0) throw new Error(`cannot parse: ${words.join(" ")}`);
  const path: Path = flags.has("--path") ? parsePath(key) : [key];
  const top = String(path[0]);
  const edit = (change: (at: unknown) => unknown): StackConfig => {
    const entries = Object.entries({ ...stack, [top]: change(stack[top]) });
    return Object.fromEntries(entries.filter(([, content]) => content !== undefined));
  };
  if (verb === "rm") {
    return { stack: edit((at) => without(at, path.slice(1))), secretKeys: secretKeys.filter((name) => name !== key) };
  }
  if (verb !== "set") throw new Error(`neither set nor rm: ${words.join(" ")}`);
  if (flags.has("--secret")) {
    const typed = value ?? typedSecret(key, stack);
    return {
      stack: edit((at) => withValue(at, path.slice(1), typed, (text) => text)),
      secretKeys: [...secretKeys, top],
    };
  }
  if (value === undefined) throw new Error(`no value: ${words.join(" ")}`);
  const take: Take = flags.has("--type float")
    ? (text, at) => (standsInQuotes(at) ? text : Number(text))
    : path.length > 1 && !flags.has("--type string")
      ? guessedInPlace
      : (text) => text;
  return { stack: edit((at) => withValue(at, path.slice(1), value, take)), secretKeys };
}

/** What a text becomes where another value, or none, stands. */
type Take = (text: string, at: unknown) => unknown;

function withValue(at: unknown, path: Path, text: string, take: Take): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return take(text, at);
  if (Array.isArray(at)) {
    if (typeof step !== "number") throw new Error("key for an array must be an int");
    return Object.assign([...(at as unknown[])], { [step]: withValue(at[step], rest, text, take) });
  }
  if (typeof step === "number") return [withValue(undefined, rest, text, take)];
  const group = isGroup(at) ? at : {};
  return { ...group, [step]: withValue(group[step], rest, text, take) };
}

function guessedInPlace(text: string, at: unknown): unknown {
  return standsInQuotes(at) ? text : guessed(text);
}

/** A text that without quotes would be a number or a boolean. */
function standsInQuotes(at: unknown): boolean {
  return typeof at === "string" && /^(true|false|-?\d+(\.\d+)?)$/.test(at);
}

function guessed(text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === "true";
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : text;
}

function without(at: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return undefined;
  if (Array.isArray(at))
    return at.flatMap((item: unknown, index) => (index === step ? (without(item, rest) ?? []) : [item]));
  if (!isGroup(at) || !Object.hasOwn(at, step)) return at;
  const inner = without(at[step], rest);
  const others = Object.entries(at).filter(([key]) => key !== String(step));
  return Object.fromEntries(inner === undefined ? others : [...others, [step, inner]]);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `a:b.c[0]["d.e"]` as its steps; the namespace belongs to the first. */
function parsePath(key: string): Path {
  const steps = [...key.matchAll(/\["([^"]*)"\]|\[(\d+)\]|\.?([^.[\]]+)/gy)];
  if (steps.map(([step]) => step).join("") !== key) throw new Error(`no path: ${key}`);
  return steps.map(([, quoted, index, plain]) => (index === undefined ? (quoted ?? plain ?? "") : Number(index)));
}

function parseFlags(words: readonly string[]): [Set<string>, string[]] {
  const flags = new Set<string>();
  const plain: string[] = [];
  let rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      plain.push(...rest);
      rest = [];
    } else if (word === "<") rest.shift();
    else if (word === "--type") flags.add(`--type ${rest.shift() ?? ""}`);
    else if (word.startsWith("-")) flags.add(word);
    else plain.push(word);
  }
  const unknown = [...flags].filter((flag) => !["--path", "--secret", "--type string", "--type float"].includes(flag));
  if (unknown.length > 0) throw new Error(`unknown flags ${unknown.join(" ")}`);
  return [flags, plain];
}

function split(words: readonly string[]): string[][] {
  return words.reduce<string[][]>(
    (commands, word) =>
      word === "&&" ? [...commands, []] : [...commands.slice(0, -1), [...(commands.at(-1) ?? []), word]],
    [[]],
  );
}

/** Words as a shell takes them: single quotes and backslashes are all the quoting there is. */
function tokens(command: string): string[] {
  const words = command.match(/(?:'[^']*'|\\.|[^\s'\\])+/gs) ?? [];
  return words.map((word) => {
    const bare = word.replaceAll(/'[^']*'|\\./gs, "");
    if (bare !== "&&" && bare !== "<" && /[$`;&|<>(){}*?"]/.test(bare))
      throw new Error(`unquoted for a shell: ${word}`);
    return word.replaceAll(/'([^']*)'|\\(.)/gs, (_all, quoted?: string, escaped?: string) => quoted ?? escaped ?? "");
  });
}
