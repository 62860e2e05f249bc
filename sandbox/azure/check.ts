import { type Properties } from "../model";

/** Finds fault with a name that does not fit the pattern of the specification. @see validateProperty in azure-native's provider.go */
export function nameRule(key: string, pattern: RegExp) {
  return (inputs: Properties) => {
    const name = inputs[key];
    return typeof name === "string" && !pattern.test(name)
      ? [`'${key}' does not match expression '${pattern.source}'`]
      : [];
  };
}
