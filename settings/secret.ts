import { type Problem } from "./problems";
import { type SettingName } from "./settings";

/** A setting that is a secret: a flat key, so that no other setting has to be encrypted with it. */
export interface SecretSetting {
  /** What it is, for the documentation. */
  readonly description: string;
  /** The group whose `type` needs it, and by type what for. @default it is never needed */
  readonly needed?: { readonly by: SettingName; readonly types: Readonly<Record<string, Purpose>> };
  /** What is wrong with one that is there, given the group's type. Never shows it. @default nothing */
  readonly check?: (secret: string, type: string, key: string) => readonly Problem[];
}

/** What a secret is for, in words, given the texts in the group: the group may have faults, and lack any of them. */
type Purpose = string | ((texts: Readonly<Partial<Record<string, string>>>) => string);
