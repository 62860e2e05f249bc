import { namespace } from "../settings/keys";
import { type Problem, removeCommand, setCommand, setSecretCommand } from "../settings/problems";
import { asTexts, type RawConfig } from "./raw";
import { schema, secretSettings } from "./schema";

/**
 * Settings that were set under the project's name, where that is not `binderhub`: nobody reads them. `pulumi new` lets people name the
 * project as they like, and `pulumi config set namespace hub` then means `their-name:namespace`.
 *
 * The defaults in Pulumi.yaml stand under that name too, and are no mistake.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/config/#configuration-keys
 */
export function underProjectName({ values, secretKeys }: RawConfig, project: string): Problem[] {
  if (project === namespace) return [];
  const given = defaults();
  return Object.entries(values).flatMap(([key, value]) => {
    const name = key.startsWith(`${project}:`) ? key.slice(project.length + 1) : "";
    if (name === "" || value === "" || value === "{}" || value === given[name]) return [];
    const right = `${namespace}:${name}`;
    const isSecret = secretKeys.includes(key) || Object.hasOwn(secretSettings, name);
    const set = isSecret ? setSecretCommand(right) : setCommand(right, parsed(value));
    const rule = `is not read: settings begin with ${namespace}: whatever the project is called`;
    return [{ key, rule, mend: `${removeCommand(key)} && ${set}` }];
  });
}

/** What Pulumi.yaml gives where a stack says nothing, save the empty groups. */
function defaults(): Readonly<Record<string, string>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, field.safeParse(undefined).data ?? ""]);
  return asTexts(Object.fromEntries(fields) as Readonly<Record<string, unknown>>);
}

/** A list or a group as data, to be set key by key; any other text as it is. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}
