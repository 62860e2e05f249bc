import type * as z from "zod";
import { type RawConfig, unpack } from "./raw";
import { type Problem } from "./problems";
import { rules } from "./rules";
import { schema } from "./schema";
import { explain } from "./explain";
import { checkSecrets } from "./secret-rules";
import { type SecretName } from "./secrets";

/** Everything under `T`, readonly. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** The settings of a stack: complete, checked, with defaults filled in. */
export type Settings = DeepReadonly<z.output<typeof schema>> & {
  /** Azure region (`azure-native:location`), such as `westeurope`. */
  readonly location: string;
};

/** A secret's plain text by its key, for those that are set. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** What a configuration amounts to: settings, or everything that is wrong with it. */
export type Parsed =
  | { readonly settings: Settings; readonly secrets: Secrets; readonly problems: readonly [] }
  | { readonly settings?: undefined; readonly problems: readonly Problem[] };

/**
 * Checks a stack's whole configuration. Pure: no engine, no file, no clock.
 *
 * Shape first, then the rules between settings (where the shape of what they look at is right), so that all problems are
 * reported at once and none is reported twice.
 */
export function parseSettings(raw: RawConfig): Parsed {
  const { values, secrets, location, problems: malformed } = unpack(raw);
  const parsed = schema.safeParse(values);
  const problems = [...malformed, ...(parsed.success ? [] : explain(parsed.error, values))];
  if (parsed.success) {
    const settings = { ...parsed.data, location: location ?? "" };
    problems.push(...rules.flatMap((rule) => rule(settings)), ...checkSecrets(settings, secrets));
    if (problems.length === 0) {
      return { settings, secrets, problems: [] };
    }
  }
  return { problems };
}
