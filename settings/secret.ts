import { type Problem } from "./problems";
import { type SettingName } from "./settings";

/** A setting that is a secret. It is a flat key, so that no other setting is encrypted with it. */
export interface SecretSetting {
  /** What it is, for the documentation. */
  readonly description: string;
  /** File in which it is usually found, if it has several lines: the command reads it. By the group's type, if it differs. @default it is typed */
  readonly file?: string | Readonly<Partial<Record<string, string>>>;
  /** The group that needs it, and for each `type` of that group the reason. @default it is never needed */
  readonly needed?: { readonly by: SettingName; readonly types: Readonly<Record<string, Purpose>> };
  /** Returns what is wrong with the secret, given the group's type. Never shows the secret. @default nothing is wrong */
  readonly check?: (secret: string, type: string, key: string) => readonly Problem[];
}

/**
 * What a secret is for, in words. A function gets the texts in the group, by their paths, any of which may be missing: the group may have mistakes.
 * `undefined` if the secret is not needed after all.
 */
type Purpose = string | ((texts: Readonly<Partial<Record<string, string>>>) => string | undefined);
