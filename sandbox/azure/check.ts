import { type Properties } from "../model";

/**
 * What azure-native checks before anything is done: that nothing is missing, and that names fit the specification's patterns.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `validateType`, `validateProperty`
 */
export function missing(required: readonly string[], inputs: Properties): readonly string[] {
  return required
    .filter((key) => !Object.hasOwn(inputs, key))
    .map(
      (key) =>
        `missing required property '${key}'${key === "location" ? ". Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'." : ""}`,
    );
}

/** Checks that a name fits the pattern. An unknown name is not checked. */
export function nameRule(key: string, pattern: RegExp) {
  return (inputs: Properties) => misfit(key, inputs[key], pattern);
}

/** What is wrong with a value that does not fit the pattern. */
export function misfit(key: string, value: unknown, pattern: RegExp): readonly string[] {
  return typeof value === "string" && !pattern.test(value)
    ? [`'${key}' does not match expression '${pattern.source}'`]
    : [];
}
