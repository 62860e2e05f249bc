import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { isRecord } from "../../settings/untyped";

/** The chart's values in the text of `extraSecretValues`: YAML, of which JSON is a part. `undefined` if it holds no object. */
export function readSecretValues(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const values: unknown = parse(text);
    return isRecord(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The values in the text, with every text, number and boolean as a secret output. Objects and lists stay, so that they can be merged.
 *
 * @param text text of `extraSecretValues`. @default no values
 */
export function hiddenValues(text = "{}"): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(readSecretValues(text) ?? {}).map(([key, value]) => [key, hidden(value)]));
}

function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
  return value === null || value === undefined ? value : pulumi.secret(value);
}

/** All texts in a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
