import { type Settings } from "../parse";
import { type Problem } from "../problems";
import { clusterRules } from "../../components/cluster/rules";
import { exposureRules } from "../../components/address/rules";
import { extraValueRules } from "../../components/chart/extra-values";
import { optionRules } from "./options";
import { tagRules } from "../../components/tags/rules";

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
