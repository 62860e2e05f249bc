import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { bytes } from "./values";

/** Rules for thresholds that need each other, or a cleaner. */
export const imageCleanerRules = [rule(["imageCleaner"], thresholdsFit)];

function thresholdsFit({ imageCleaner: { enabled, startAt, stopAt } }: Pick<Asked, "imageCleaner">): Problem[] {
  if (startAt === undefined && stopAt === undefined) return [];
  if (!enabled) {
    const rule = "says that nothing is deleted, but imageCleaner.startAt and stopAt say when: keep one of them";
    return [{ key: key("enabled"), value: "false", rule, mend: removeCommand(key("enabled")) }];
  }
  if (startAt === undefined || stopAt === undefined) {
    const missing = startAt === undefined ? "startAt" : "stopAt";
    const rule = "is missing: imageCleaner.startAt and stopAt only make sense together";
    const mend = startAt === undefined ? setCommand(key("startAt"), twice(stopAt ?? "")) : lower(startAt);
    return [{ key: key(missing), rule, mend }];
  }
  if (bytes(stopAt) < bytes(startAt)) return [];
  const rule = `must be below imageCleaner.startAt, which is ${startAt}`;
  return [{ key: key("stopAt"), value: stopAt, rule, mend: lower(startAt) }];
}

/** The command for a `stopAt` of half of `startAt`; below the smallest amount, for both. */
function lower(startAt: string): string {
  const [count, unit] = [Number.parseInt(startAt), startAt.slice(-1)];
  const smaller = "MGT".charAt("MGT".indexOf(unit) - 1);
  if (count > 1) return setCommand(key("stopAt"), `${Math.floor(count / 2)}${unit}`);
  if (smaller !== "") return setCommand(key("stopAt"), `500${smaller}`);
  return `${setCommand(key("startAt"), "40G")} && ${setCommand(key("stopAt"), "10G")}`;
}

function twice(amount: string): string {
  return `${Number.parseInt(amount) * 2}${amount.slice(-1)}`;
}

function key(name: string): string {
  return `binderhub:imageCleaner.${name}`;
}
