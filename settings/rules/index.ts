import { type Settings } from "../parse";
import { type Problem } from "../problems";
import { clusterRules } from "./cluster";
import { exposureRules } from "./exposure";
import { extraValueRules } from "./extra-values";
import { optionRules } from "./options";
import { tagRules } from "./tags";

/** All rules that look at more than one setting, or at what a setting means. */
export function checkRules(settings: Settings): Problem[] {
  return [
    ...clusterRules(settings),
    ...exposureRules(settings),
    ...optionRules(settings),
    ...extraValueRules(settings),
    ...tagRules(settings),
  ];
}
