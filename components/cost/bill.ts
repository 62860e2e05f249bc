import { type Asked, type SettingName } from "../../settings/settings";
import { type Billed } from "./billed";
import { type Usage } from "./usage";

/** What of a concept Azure bills. It is asked only if each of these settings is valid by itself. */
export interface Bill {
  /** The settings that it looks at. */
  readonly of: readonly SettingName[];
  readonly reckon: (settings: Asked, usage: Usage) => readonly Billed[];
}

/** Makes a bill. It can look only at the settings that it names. */
export function bill<Name extends SettingName>(
  of: readonly Name[],
  reckon: (settings: Pick<Asked, Name>, usage: Usage) => readonly Billed[],
): Bill {
  return { of, reckon };
}
