import { namespace } from "../settings/keys";
import { type Problem, removeCommand, setCommand, setSecretCommand } from "../settings/problems";
import { asTexts, groupOrText, type RawConfig } from "./raw";
import { schema, secretSettings } from "./schema";

/**
 * Problems of settings under the project's name, if that is not `binderhub`: the program does not read them. With `pulumi new`, people can choose the
 * project's name. Then `pulumi config set namespace hub` sets `their-name:namespace`.
 *
 * The defaults in Pulumi.yaml are under that name too, and are not a problem.
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
    const set = isSecret ? setSecretCommand(right) : setCommand(right, groupOrText(value));
    const rule = `is not read: the names of settings begin with ${namespace}: in every project`;
    return [{ key, rule, mend: `${removeCommand(key)} && ${set}` }];
  });
}

/** The defaults in Pulumi.yaml for settings that a stack does not have, without the empty groups. */
function defaults(): Readonly<Record<string, string>> {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, field.safeParse(undefined).data ?? ""]);
  return asTexts(Object.fromEntries(fields) as Readonly<Record<string, unknown>>);
}
