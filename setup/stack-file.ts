import { Document, isMap, isScalar, parseDocument } from "yaml";
import { type Settings } from "../settings/settings";
import { setSecretCommand, shellWord } from "../settings/problems";
import { namespace } from "../settings/keys";
import { secretNames } from "../stack/schema";
import { at, isRecord } from "../settings/untyped";
import { secretsOf } from "./checks";
import { comments } from "./comments";
import { type Answers, flagOf, questions } from "./questions";
import { configOf, planOf } from "./stack-config";

/** What is kept from an old stack's file: what Pulumi and its encryption wrote there. */
export interface Kept {
  /** Encrypted secrets by full key. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /** Everything except `config`: salt, key, secrets provider. */
  readonly encryption: Readonly<Record<string, unknown>>;
}

/** The text of a stack's file. Comments say what it means, and what to do before the first `pulumi up`. */
export function stackFile(answers: Answers, settings: Settings, kept: Kept): string {
  const config = { ...configOf(answers), ...kept.secrets };
  const document = new Document({ config, ...kept.encryption });
  document.commentBefore = comment(header(answers, settings, kept));
  for (const [path, lines] of comments(settings, planOf(answers))) {
    const group = document.getIn(["config", ...path.slice(0, -1)]);
    const pair = isMap(group) ? group.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    if (isScalar(pair?.key) && lines.length > 0) pair.key.commentBefore = comment(lines);
  }
  return document.toString({ lineWidth: 0 });
}

/**
 * The commands to run before the first `pulumi up`. They make the stack, if it does not exist, and set the secrets that are missing. Only Pulumi
 * asks for secrets.
 */
export function firstCommands(answers: Answers, kept: Kept): readonly string[] {
  const stack = answers.stack ?? "";
  const secrets = secretsOf(configOf(answers))
    .map((name) => `${namespace}:${name}`)
    .filter((key) => !Object.hasOwn(kept.secrets, key));
  return [
    ...(Object.keys(kept.encryption).length === 0 ? [`pulumi stack init ${stack}`] : []),
    ...secrets.map((key) => `${setSecretCommand(key)} --stack ${stack}`),
  ];
}

/**
 * The parts of an existing stack's file that must not be lost.
 *
 * @throws if it cannot be read
 */
export function keptOf(text: string): Kept {
  const document = parseDocument(text);
  const content: unknown = document.toJS();
  if (document.errors.length > 0 || (content !== null && !isRecord(content))) {
    throw new Error("The file is not YAML that Pulumi can read. Correct it or move it away first.");
  }
  const { config, ...encryption } = content ?? {};
  const secrets = secretNames
    .map((name) => `${namespace}:${name}`)
    .filter((key) => at(config, key, "secure") !== undefined)
    .map((key) => [key, at(config, key)] as const);
  return { secrets: Object.fromEntries(secrets), encryption };
}

/** Nothing: there is no file yet. */
export const nothingKept: Kept = { secrets: {}, encryption: {} };

/** The command that gives the same answers again, without asking. */
export function sameAgain(answers: Answers): string {
  const flags = questions.flatMap(({ name }) => {
    const answer = answers[name];
    return answer === undefined ? [] : [`${flagOf(name)} ${shellWord(answer)}`];
  });
  return `npm run setup -- ${flags.join(" ")}`;
}

function header(answers: Answers, settings: Settings, kept: Kept): readonly string[] {
  const before = firstCommands(answers, kept);
  return [
    "Written by `npm run setup`. This command gives the same answers again:",
    `  ${sameAgain(answers)}`,
    ...(before.length > 0
      ? ["Before the first `pulumi up` (README.md, Deploy it):", ...before.map((command) => `  ${command}`)]
      : []),
    ...(settings.auth.type === "none" ? ["There is no login: everybody who finds the hub may use it."] : []),
    "There are no prices here, because they differ by region and change: https://azure.microsoft.com/pricing/calculator/",
  ];
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join("\n");
}
