import { type Asked, type SettingName } from "../../settings/settings";
import { type Billed } from "./billed";
import { type Usage } from "./usage";

/** What a bill leaves open, in short words for a person. */
export interface Said {
  /** What it assumes, by subject. @default nothing */
  readonly assumed?: Readonly<Record<string, string>>;
  /** What Azure bills too, and it does not count. @default nothing */
  readonly notCounted?: readonly string[];
}

/** What of a concept Azure bills. It is asked only if each of these settings is valid by itself. */
export interface Bill {
  /** The settings that it looks at. */
  readonly of: readonly SettingName[];
  readonly reckon: (settings: Asked, usage: Usage) => readonly Billed[];
  readonly says: (settings: Asked, usage: Usage) => Said;
}

/** Makes a bill. It can look only at the settings that it names. @param says what it leaves open. @default nothing */
export function bill<Name extends SettingName>(
  of: readonly Name[],
  reckon: (settings: Pick<Asked, Name>, usage: Usage) => readonly Billed[],
  says: (settings: Pick<Asked, Name>, usage: Usage) => Said = () => ({}),
): Bill {
  return { of, reckon, says };
}
