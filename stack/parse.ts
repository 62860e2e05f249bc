import { concepts } from "../components/concepts";
import { cloudNamed, clouds } from "../components/cluster/clouds";
import { type ReadFile } from "../settings/files";
import { environmentKey, namespace } from "../settings/keys";
import { type Problem, setCommand, setSecretCommand } from "../settings/problems";
import { ask } from "../settings/question";
import { type Asked, type Secrets, type Settings } from "../settings/settings";
import { isRecord } from "../settings/untyped";
import { askWithSecretValues } from "../components/secret-values/rules";
import { credentialProblems, withoutCredentials } from "./credentials";
import { explain } from "./explain";
import { inOrder } from "./in-order";
import { type RawConfig, unpack } from "./raw";
import { schema, secretNames, secretSettings } from "./schema";

/** The result of reading a configuration: the settings, or everything that is wrong with it. */
export type Parsed =
  | {
      readonly settings: Settings;
      readonly secrets: Secrets;
      readonly warnings: readonly string[];
      readonly problems: readonly [];
    }
  | { readonly settings?: undefined; readonly problems: readonly Problem[] };

/**
 * Checks a stack's whole configuration. It first checks the shape of every group. Then it checks the rules, but only for groups with the right
 * shape. So all problems are reported at once, and none is reported twice. Pure, except for the files that `read` reads.
 *
 * @param project folder to which paths are relative
 */
export function parseSettings(raw: RawConfig, read: ReadFile, project: string): Parsed {
  const { values, secrets, location, problems: malformed, hidden } = unpack(raw);
  const parsed = schema.safeParse(values);
  const shape = parsed.success ? [] : explain(parsed.error, values).filter(({ key }) => !hidden.includes(groupOf(key)));
  const broken = new Set([...hidden, ...(parsed.error?.issues ?? []).map(({ path }) => String(path[0]))]);
  const environment = raw.secretKeys.includes(environmentKey) ? undefined : raw.values[environmentKey];
  const cloud = cloudNamed(environment);
  if (cloud === undefined) malformed.push(unknownCloud(environment ?? ""));

  // Only the settings that are valid by themselves. Rules do not look at the others, whose problems are reported already.
  const sound: Partial<Asked> = {
    ...Object.fromEntries(
      Object.entries(schema.shape).flatMap(([name, field]) =>
        broken.has(name) ? [] : [[name, field.parse(values[name])]],
      ),
    ),
    location: location ?? "",
    ...(cloud !== undefined && { cloud }),
  };
  const completions = ask(
    concepts.flatMap((concept) => concept.completions ?? []),
    sound,
    { read, project },
  );
  const complete = completions.reduce<Partial<Asked>>((known, { adds }) => ({ ...known, ...adds }), sound);
  const unknown = raw.unknownKeys ?? [];
  const known = Object.fromEntries(
    Object.entries(secrets).filter(([name]) => !unknown.includes(`${namespace}:${name}`)),
  );
  const problems = inOrder([
    ...malformed,
    ...shape,
    ...secretProblems({ ...values, ...complete }, secrets, { hidden, unknown }),
    ...completions.flatMap((one) => one.problems ?? []),
    // Two concepts may refuse the same value: it is told once.
    ...askWithSecretValues(
      concepts.flatMap((concept) => concept.rules ?? []),
      complete,
      known,
    ).filter(({ key, mend }, index, all) => index === all.findIndex((one) => one.key === key && one.mend === mend)),
  ]);
  const credentials = credentialProblems(raw);
  if (credentials.length > 0) return { problems: [...credentials, ...withoutCredentials(problems, raw)] };
  if (problems.length > 0) return { problems };
  const warnings = ask(
    concepts.flatMap((concept) => concept.warnings ?? []),
    complete,
    undefined,
  ).flat();
  const groups: readonly string[] = concepts.flatMap((concept) => concept.groups ?? []);
  const settings = Object.fromEntries(Object.entries(complete).filter(([name]) => !groups.includes(name)));
  // There is no problem, so every setting is there.
  return { settings: settings as unknown as Settings, secrets, warnings, problems: [] };
}

/** The problems of secrets that are missing or not valid. The type of a group decides which secrets it needs. */
function secretProblems(
  values: Readonly<Record<string, unknown>>,
  secrets: Secrets,
  { hidden, unknown }: { readonly hidden: readonly string[]; readonly unknown: readonly string[] },
): Problem[] {
  return secretNames.flatMap((name) => {
    const { needed, check, file } = secretSettings[name];
    if (needed === undefined || hidden.includes(needed.by)) return [];
    const texts = textsIn(values[needed.by]);
    const [key, secret, type = ""] = [`${namespace}:${name}`, secrets[name], texts.type];
    const purpose = Object.hasOwn(needed.types, type) ? needed.types[type] : undefined;
    if (purpose === undefined) return [];
    const why = typeof purpose === "string" ? purpose : purpose(texts);
    if (why === undefined || unknown.includes(key)) return [];
    if (secret === undefined)
      return [
        { key, rule: `is missing: ${why}`, mend: setSecretCommand(key, typeof file === "object" ? file[type] : file) },
      ];
    return check?.(secret, type, key) ?? [];
  });
}

/** The texts of a group, by their paths in it. */
function textsIn(group: unknown): Readonly<Partial<Record<string, string>>> {
  const entries = isRecord(group) ? Object.entries(group) : [];
  const texts = entries.flatMap(([name, value]): [string, string][] => {
    if (typeof value === "string") return [[name, value]];
    return Object.entries(textsIn(value)).flatMap(([inner, text]) =>
      text === undefined ? [] : [[`${name}.${inner}`, text]],
    );
  });
  return Object.fromEntries(texts);
}

/** Without this check, the provider would use the public cloud and say nothing. */
function unknownCloud(value: string): Problem {
  const rule = `must be one of ${clouds.map(({ names }) => names[0]).join(", ")}`;
  return { key: environmentKey, value, rule, mend: setCommand(environmentKey, "public") };
}

/** The group that a problem's key belongs to. */
function groupOf(key: string): string {
  return key.slice(namespace.length + 1).split(/[.[]/)[0] ?? "";
}
