import { type Settings } from "../../../settings/settings";
import { edited, settingsOf } from "../../stack/stack";

/** The group `repositories` as the settings have it. */
export function repositoriesOf(repositories: object): Settings["repositories"] {
  return repositories;
}

/** The group `limits` as the settings have it. */
export function limitsOf(limits: object): Settings["limits"] {
  return settingsOf(edited({ limits })).limits;
}
