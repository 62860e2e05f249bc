import { type Properties } from "../model";

/**
 * What azure-native finds fault with before anything is done: what is missing, and what does not fit the specification's pattern.
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

/** Finds fault with a name that does not fit the pattern. What is not known yet is not judged. */
export function nameRule(key: string, pattern: RegExp) {
  return (inputs: Properties) => misfit(key, inputs[key], pattern);
}

/** Finds fault with a value that does not fit the pattern. */
export function misfit(key: string, value: unknown, pattern: RegExp): readonly string[] {
  return typeof value === "string" && !pattern.test(value)
    ? [`'${key}' does not match expression '${pattern.source}'`]
    : [];
}
