import { madeUpKey } from "../rehearse/made-up-keys";
import { parseSettings, type Parsed } from "../stack/parse";
import { asTexts } from "../stack/raw";
import { namespace } from "../settings/keys";
import { axes, type Axis, axisNames, type Choice, type Config, type Option } from "./options";

/** Secrets that any stack may have. */
export const exampleSecrets = {
  registryPassword: '{"type": "service_account"}',
  authClientSecret: "client-secret",
  dummyPassword: "password",
  backupCredentials: "AWS_ACCESS_KEY_ID=example\nAWS_SECRET_ACCESS_KEY=example",
};

/** All secrets that a stack needs. One of them must fit the type that uses it. */
export function secretsOf(choice: Choice): Readonly<Record<string, string>> {
  const type = choice.privateRepositories.name;
  return type === "none" || type === "perUser"
    ? exampleSecrets
    : { ...exampleSecrets, privateRepositoriesKey: madeUpKey(type) };
}

/** A kubeconfig with the context that the options name. */
const kubeconfig = Buffer.from('{"contexts": [{"name": "kind-binder"}]}');

/** The configuration of a stack, as an object. Options of different axes set different groups. */
export function configOf(choice: Choice): Config {
  return Object.assign({}, ...axisNames.map((axis) => choice[axis].settings)) as Config;
}

/** Checks a stack's configuration as the program does. */
export function check(choice: Choice): Parsed {
  const secrets = secretsOf(choice);
  const all = Object.entries({ ...configOf(choice), ...secrets }).map(([key, value]): [string, unknown] => [
    key.includes(":") ? key : `${namespace}:${key}`,
    value,
  ]);
  const secretKeys = Object.keys(secrets).map((key) => `${namespace}:${key}`);
  return parseSettings({ values: asTexts(Object.fromEntries(all)), secretKeys }, () => kubeconfig, "/");
}

/**
 * Options that decide whether others are allowed. On the other axes, the first option requires nothing, except that volumes need a login. The
 * nightly tests try others too, and find the same.
 */
export function deciding(axis: Axis): readonly Option[] {
  const decides = axis === "platform" || axis === "builder" || axis === "registry" || axis === "exposure";
  return decides ? axes[axis] : axes[axis].slice(0, axis === "auth" ? 2 : 1);
}

/** Options on some of the axes. */
export type PartialChoice = Readonly<Partial<Record<Axis, Option>>>;

/**
 * Completes a choice to an allowed stack. On each open axis, it takes the first option that fits, in the order of `wishes`. `undefined` if none
 * fits.
 *
 * @param refused pairs that are known to be refused in every stack
 */
export function complete(
  fixed: PartialChoice,
  wishes: (axis: Axis) => readonly Option[] = (axis) => axes[axis],
  refused: readonly Pair[] = [],
): Choice | undefined {
  const open = axisNames.filter((axis) => fixed[axis] === undefined);
  const search = (choice: PartialChoice, rest: readonly Axis[]): Choice | undefined => {
    if (refused.some((pair) => hasPair(choice, pair))) return undefined;
    const [axis, ...others] = rest;
    if (axis === undefined) return check(choice as Choice).settings === undefined ? undefined : (choice as Choice);
    for (const option of wishes(axis)) {
      const found = search({ ...choice, [axis]: option }, others);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(fixed, open);
}

/** Two options on different axes. */
export interface Pair {
  readonly axes: readonly [Axis, Axis];
  readonly options: readonly [Option, Option];
}

/** Whether a choice has both options of a pair. */
export function hasPair(choice: PartialChoice, { axes: [first, second], options: [one, other] }: Pair): boolean {
  return choice[first] === one && choice[second] === other;
}

/** Every pair of options on different axes. */
export function allPairs(): Pair[] {
  return axisNames.flatMap((first, index) =>
    axisNames
      .slice(index + 1)
      .flatMap((second) =>
        axes[first].flatMap((one: Option) =>
          axes[second].map((other: Option): Pair => ({ axes: [first, second], options: [one, other] })),
        ),
      ),
  );
}
