import { type Problem, setCommand } from "../../settings/problems";
import { type Settings } from "../../settings/settings";

/** What a change of settings deletes for good. */
export interface Loss {
  /** The setting that was changed. */
  readonly key: string;
  readonly value?: string;
  /** What is deleted, by its name in `mayDelete`. */
  readonly thing: string;
  /** What is lost with it, as the rest of a sentence. */
  readonly lost: string;
}

/** The problems of losses that `mayDelete` does not name. */
export function refusedLosses(
  { mayDelete, protect }: Pick<Settings, "mayDelete" | "protect">,
  found: readonly Loss[],
): Problem[] {
  return found
    .filter(({ thing }) => protect || !mayDelete.includes(thing))
    .map(({ key, value, thing, lost }, index) =>
      protect
        ? {
            key,
            value,
            rule: `would delete ${thing} (${lost}), but binderhub:protect is true. ${unprotect}`,
          }
        : {
            key,
            value,
            rule: `would delete ${thing} (${lost}). If you want that, allow it by name`,
            mend: setCommand(`binderhub:mayDelete[${mayDelete.length + index}]`, thing),
          },
    );
}

/** What to do first, if a change would delete something protected. */
export const unprotect =
  "First remove the protection: set this back, then run 'pulumi config set binderhub:protect false' and 'pulumi up'";
