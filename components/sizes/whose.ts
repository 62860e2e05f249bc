import { type Problem, removeCommand, removeItemCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { neverLaunched } from "../repositories/launched";
import { covers } from "../repositories/overlap";
import { fault, homesOf, parsePattern } from "../repositories/pattern";
import { sourceHosts } from "../repositories/sources";
import { keyOf } from "./keys";
import { type Size } from "./settings";

/** Names are told to people, and count the servers. So each is there once. */
export function namesDiffer({ sizes = [] }: Pick<Asked, "sizes">): Problem[] {
  return sizes.flatMap(({ name }, index) => {
    const first = sizes.findIndex((other) => other.name === name);
    if (first === index) return [];
    const key = keyOf(index, "name");
    const taken = sizes.map((size) => size.name);
    const free = ["2", "3", "4", "5"].map((number) => `${name.slice(0, 30)}-${number}`);
    const mend = setCommand(key, free.find((one) => !taken.includes(one)) ?? `${name.slice(0, 20)}-${index}`);
    return [{ key, value: name, rule: `is the name of sizes[${first}] too`, mend }];
  });
}

/** A size that an earlier one covers is nobody's. */
export function eachIsReached({ sizes = [] }: Pick<Asked, "sizes">): Problem[] {
  return sizes.flatMap((size, index) => {
    const first = sizes.slice(0, index).findIndex((earlier) => isCovered(size, earlier));
    const earlier = sizes[first];
    if (earlier === undefined) return [];
    const key = keyOf(index);
    const isAll = earlier.repositories === undefined && isEverybody(earlier);
    const rule = isAll
      ? `is never reached: sizes[${first}] (${earlier.name}) is for every server, so it must be the last`
      : `is never reached: whoever has it has sizes[${first}] (${earlier.name}) first`;
    return [{ key, value: size.name, rule, mend: removeCommand(key) }];
  });
}

function isEverybody({ users, groups }: Size): boolean {
  return users === undefined && groups === undefined;
}

function isCovered(size: Size, earlier: Size): boolean {
  const within = (mine: readonly string[] = [], its: readonly string[] = []) =>
    mine.every((name) => its.includes(name));
  const lower = (names: readonly string[] = []) => names.map((name) => name.toLowerCase());
  const people =
    isEverybody(earlier) ||
    (!isEverybody(size) && within(lower(size.users), lower(earlier.users)) && within(size.groups, earlier.groups));
  const wide = earlier.repositories?.map(parsePattern);
  const repositories = size.repositories?.map(parsePattern);
  return (
    people &&
    (wide === undefined ||
      repositories?.every((pattern) => wide.some((one) => covers(one, pattern) && (one.plain || !pattern.plain))) ===
        true)
  );
}

/** Without a login, the hub knows nobody, and each server is a new user's. */
export function peopleLogIn({ sizes = [], auth }: Pick<Asked, "sizes" | "auth">): Problem[] {
  if (auth.type !== "none") return [];
  return sizes.flatMap((size, index) =>
    (["users", "groups"] as const).flatMap((list) => {
      if (size[list] === undefined) return [];
      const key = keyOf(index, list);
      const rule = "needs a login (auth.type): without one, every server is a new user's, who is nobody";
      // Without its people, the size would be everybody's.
      return [{ key, rule, mend: removeItemCommand("binderhub:sizes", index, sizes.length) }];
    }),
  );
}

/** Patterns must mean something, and something that is launched. */
export function patternsFit({
  sizes = [],
  ...settings
}: Pick<Asked, "sizes" | "repositories" | "limits" | "extraValues">): Problem[] {
  const hosts = sourceHosts(settings.extraValues, settings.repositories);
  return sizes.flatMap(({ repositories = [] }, index) =>
    repositories.flatMap((value, place): Problem[] => {
      const key = `${keyOf(index, "repositories")}[${place}]`;
      const pattern = parsePattern(value);
      const wrong = fault(pattern, hosts, "in");
      if (wrong !== undefined) return [{ key, value, rule: wrong.rule, mend: setCommand(key, wrong.better) }];
      return neverLaunched(pattern, homesOf(pattern, hosts), settings).map((found) => ({ key, value, ...found }));
    }),
  );
}
