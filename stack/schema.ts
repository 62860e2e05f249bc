import * as z from "zod";
import { concepts } from "../components/concepts";
import { type SecretSetting } from "../settings/secret";
import { type SecretName } from "../settings/settings";
import { at } from "../settings/untyped";

const merged = <Value>(some: readonly Readonly<Record<string, Value>>[]): Record<string, Value> =>
  Object.fromEntries(some.flatMap((one) => Object.entries(one)));

/** Every setting in the project's namespace that is not a secret; keys are the ones after `binderhub:`. */
export const schema = z.strictObject(merged(concepts.map(({ settings }) => settings)));

/** Every secret setting, by its key after `binderhub:`. */
export const secretSettings = merged<SecretSetting>(concepts.map(({ secrets }) => secrets ?? {})) as Record<
  SecretName,
  SecretSetting
>;

/** All keys of secret settings. */
export const secretNames = Object.keys(secretSettings) as readonly SecretName[];

/** The type that a group has if none is named. `undefined` if it has no types, or must name one. */
export function defaultType(name: string): unknown {
  const field = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
  return field instanceof z.ZodPrefault ? at(field.def.defaultValue, "type") : undefined;
}
