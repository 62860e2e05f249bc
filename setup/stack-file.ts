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

/** What stays of a stack's file that is written anew: what Pulumi and its encryption wrote there. */
export interface Kept {
  /** Encrypted secrets by full key. */
  readonly secrets: Readonly<Record<string, unknown>>;
  /** All besides `config`: salt, key, secrets provider. */
  readonly encryption: Readonly<Record<string, unknown>>;
}

/** The text of a stack's file, with comments that say what it means and what is to be done before the first `pulumi up`. */
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
 * What a person does before the first `pulumi up`: makes the stack, unless it was made before, and sets the secrets that it needs and does
 * not have. They are asked for by Pulumi, and by nobody else.
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
 * What must not be lost of a stack's file that is there.
 *
 * @throws where it cannot be read
 */
export function keptOf(text: string): Kept {
  const document = parseDocument(text);
  const content: unknown = document.toJS();
  if (document.errors.length > 0 || (content !== null && !isRecord(content))) {
    throw new Error("It is not YAML that Pulumi could read: mend it or move it away first.");
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
    "Written by `npm run setup`. These answers make it anew:",
    `  ${sameAgain(answers)}`,
    ...(before.length > 0
      ? ["Before the first `pulumi up` (README.md, Deploy it):", ...before.map((command) => `  ${command}`)]
      : []),
    ...(settings.auth.type === "none" ? ["There is no login: everybody who finds the hub may use it."] : []),
    "No price stands here, as prices differ by region and change: https://azure.microsoft.com/pricing/calculator/",
  ];
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join("\n");
}
