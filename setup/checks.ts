import { parseSettings } from "../stack/parse";
import { type Settings, type SecretName } from "../settings/settings";
import { asTexts } from "../stack/raw";
import { namespace } from "../settings/keys";
import { secretNames } from "../stack/schema";
import { hubUrls, knownHosts } from "../components/address/urls";
import { type Answers, flagOf, type Question, questions } from "./questions";
import { type Config, completed, configOf, coresAsked, questionOf } from "./stack-config";
import { fewestCores, mostPeople, planFor } from "./sizes";

/** The largest number of people that the wizard plans for. For more, see docs/scaling.md. */
const mostPeopleAsked = 1000;

/**
 * What is wrong with an answer, given the answers before it. It is the rest of a sentence, and says what would be right. `undefined` if the answer
 * is right.
 *
 * The rules are the program's own. The answer goes into a stack that has examples for everything that is not known yet. The program checks
 * this stack.
 */
export function refusal(question: Question, answer: string, before: Answers): string | undefined {
  if (question.choices !== undefined && !Object.hasOwn(question.choices, answer)) {
    return `must be one of ${Object.keys(question.choices).join(", ")}`;
  }
  const answers = { ...before, [question.name]: answer };
  const own = ownRule(question, answers);
  if (own !== undefined) return own;
  const { problems } = checked(configOf(answers));
  return problems.find(({ key }) => questionOf(key) === question.name)?.rule;
}

/** Everything that is wrong with complete answers. If nothing is wrong, the settings. */
export function checkedAnswers(
  answers: Answers,
): { settings: Settings; warnings: readonly string[] } | { refused: readonly string[] } {
  const wrong = questions.flatMap((question) => {
    const { name, matters } = question;
    const answer = answers[name];
    if (matters !== undefined && !matters(answers))
      return answer === undefined ? [] : [`${flagOf(name)} has no effect with the other answers: leave it out`];
    if (answer === undefined) return [`${flagOf(name)} is missing: ${question.help}`];
    const rule = refusal(question, answer, answersBefore(name, answers));
    return rule === undefined ? [] : [`${flagOf(name)} ${answer}: ${rule}`];
  });
  const parsed = checked(configOf(answers));
  const { problems } = parsed;
  if (wrong.length === 0 && parsed.settings !== undefined)
    return { settings: parsed.settings, warnings: parsed.warnings };
  return { refused: wrong.length > 0 ? wrong : problems.map(({ key, rule }) => `${key} ${rule}`) };
}

/** The callback URL, which is registered with the OAuth app. `undefined` if it is not known yet. */
export function callbackOf(answers: Answers): string | undefined {
  const { settings } = checked(configOf(answers));
  return settings && callbackIn(settings);
}

/** The callback URL, from a stack's settings. */
export function callbackIn(settings: Settings): string | undefined {
  const { hub, binder } = knownHosts(settings);
  return hub === undefined || binder === undefined
    ? undefined
    : hubUrls(settings.exposure, { hub, binder }).hubCallback;
}

/** The secrets that a stack needs. */
export function secretsOf(config: Config): readonly SecretName[] {
  const { problems } = parse(config, []);
  return secretNames.filter((name) => problems.some(({ key }) => key === `${namespace}:${name}`));
}

/** The result of the program's checks for a stack whose secrets are all set. */
function checked(config: Config) {
  return parse(config, secretsOf(config));
}

function parse(config: Config, secrets: readonly SecretName[]) {
  const keys = secrets.map((name) => `${namespace}:${name}`);
  const values = { ...asTexts(config), ...Object.fromEntries(keys.map((key) => [key, "set"])) };
  return parseSettings({ values, secretKeys: keys }, () => undefined, "");
}

/** The answers to the questions before one. */
export function answersBefore(name: Question["name"], answers: Answers): Answers {
  const place = questions.findIndex((question) => question.name === name);
  return Object.fromEntries(
    questions.slice(0, place).flatMap((question) => {
      const answer = answers[question.name];
      return answer === undefined ? [] : [[question.name, answer]];
    }),
  );
}

/** Rules that the settings do not have. */
function ownRule({ name }: Question, given: Answers): string | undefined {
  const { stack, region, people, cores, address, login, allow } = completed(given);
  switch (name) {
    case "stack":
      return /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(stack)
        ? undefined
        : "must be 1 to 30 lower-case letters, digits and hyphens, beginning with a letter and not ending in a hyphen";
    case "region":
      return region.length <= 25 ? undefined : "must be a region's short name, such as westeurope";
    case "people":
      return isWhole(people, mostPeopleAsked) ? undefined : `must be a whole number from 1 to ${mostPeopleAsked}`;
    case "cores":
      return cores === "any" || isWhole(cores, 100_000)
        ? tooFew(Number(people), coresAsked(cores))
        : "must be a whole number, or any";
    case "login":
      return address !== "none" || login === "everybody" || login === "password"
        ? undefined
        : "must be everybody or password with --address none: an identity provider must know the address before it exists";
    case "allow":
      if (allow.replaceAll(/[\s,]+/g, "") === "") return "must name somebody: otherwise nobody could log in";
      return login === "google" &&
        allow.split(/[\s,]+/).some((one) => one !== "" && !one.includes("@")) &&
        allow.includes("@")
        ? "must be domains or people, not both: with both, Google's login lets in only the listed people"
        : undefined;
    default:
      return undefined;
  }
}

function tooFew(people: number, cores: number): string | undefined {
  if (Number.isNaN(people) || planFor(people, cores) !== undefined) return undefined;
  const most = mostPeople(cores, people);
  const less =
    most === 0
      ? "fewer than 4 are not enough for anybody: an upgrade needs a second node"
      : `${cores} are enough for ${most} people`;
  return `is too little for ${people} people, who need ${fewestCores(people)} cores; ${less}`;
}

function isWhole(text: string, most: number): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= most;
}
