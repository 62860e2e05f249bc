import { type Problem, removeItemCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { patternsOf } from "../private-repositories/patterns";
import { neverLaunched } from "../repositories/launched";
import { covers, meet } from "../repositories/overlap";
import { fault, homesOf, type Pattern, parsePattern } from "../repositories/pattern";
import { sourceHosts, type SourceHosts } from "../repositories/sources";
import { keyOf, removal } from "./keys";
import { type Event } from "./settings";

type Rules = Pick<Asked, "events" | "repositories" | "limits" | "extraValues">;

/** The repository of an event as a pattern, which means it alone. */
export const patternOf = ({ repository }: Pick<Event, "repository">): Pattern => parsePattern(repository);

/** Repositories must be whole ones that the hub launches. */
export function repositoriesAreLaunched({ events = [], ...asked }: Rules): Problem[] {
  const hosts = sourceHosts(asked.extraValues, asked.repositories);
  return events.flatMap((event, index): Problem[] => {
    const key = keyOf(index, "repository");
    const value = event.repository;
    const pattern = patternOf(event);
    const wrong = fault(pattern, hosts, "in") ?? halfOf(pattern, hosts);
    if (wrong !== undefined) {
      const better = `https://${wrong.better.replace(/\*$/, "workshop")}`;
      const rule = wrong.better.endsWith("*") ? `names no repository, such as ${better}` : wrong.rule;
      return [{ key, value, rule, mend: setCommand(key, better) }];
    }
    const homes = homesOf(pattern, hosts);
    const never = homes.map((home) => neverLaunched(pattern, [home], asked));
    const found = never.some((problems) => problems.length === 0) ? [] : (never[0] ?? []);
    const told = found.length > 0 ? found : byExpression(event, pattern, hosts, asked);
    return told.map((one) => ({ key, value, ...one }));
  });
}

/** A group of GitLab's is no project. */
function halfOf({ host, path }: Pattern, { github, gitlab }: SourceHosts) {
  if ((host !== github && host !== gitlab) || path.length >= 2) return undefined;
  return { rule: "names no repository", better: `${host}/${path[0] ?? "mygroup"}/*` };
}

/**
 * What the older lists say of a GitHub repository: regular expressions over `owner/repository/ref`, from its beginning, upper and lower case alike.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py RepoProvider.is_banned
 */
function byExpression(
  { ref }: Event,
  { host, path }: Pattern,
  hosts: SourceHosts,
  { repositories, limits }: Rules,
): { rule: string; mend: string }[] {
  if (host !== hosts.github) return [];
  const spec = `${path.slice(0, 2).join("/")}/${ref}`;
  const matches = (source: string) => expression(source)?.test(spec) === true;
  const { bannedRepos = [], allowedRepos } = limits;
  const ban = bannedRepos.findIndex(matches);
  if (ban >= 0) {
    const list = "binderhub:limits.bannedRepos";
    const mend = removeItemCommand(list, ban, bannedRepos.length);
    return [{ rule: `is banned by limits.bannedRepos[${ban}]: nobody could launch it`, mend }];
  }
  const pattern = parsePattern(`${host}/${path.join("/")}`);
  const isAllowed = repositories.allowed?.some((text) => covers(parsePattern(text), pattern)) === true;
  if (allowedRepos === undefined || isAllowed || allowedRepos.some(matches)) return [];
  const own = `^${path
    .slice(0, 2)
    .join("/")
    .replaceAll(".", String.raw`\.`)}/`;
  const mend = setCommand(`binderhub:limits.allowedRepos[${allowedRepos.length}]`, own);
  return [{ rule: "is not in limits.allowedRepos: nobody could launch it", mend }];
}

/** A regular expression of Python's. `undefined` for one that JavaScript does not know. */
function expression(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source.replace(/^\(\?[aimsux]+\)/, "").replaceAll("(?P<", "(?<")})`, "i");
  } catch {
    return undefined;
  }
}

type Private = Pick<Asked, "events" | "privateRepositories" | "repositories" | "extraValues" | "auth">;

/**
 * The hub is told the address of a repository that is public, and of a private one nothing that it could know it by. So it cannot give its servers a
 * place on the event's nodes: private-repositories/python/binder/providers.py `get_repo_url`.
 */
export function repositoriesArePublic({ events = [], ...asked }: Private): Problem[] {
  const own = patternsOf(asked);
  return events.flatMap((event, index): Problem[] => {
    if (!own.some((pattern) => covers(patternOf(event), pattern))) return [];
    const rule =
      "is a private one by privateRepositories: the hub is not told which private repository a server is of, and cannot give it a place on the event's nodes. Make it public, and take it out of privateRepositories.repositories";
    return [{ key: keyOf(index, "repository"), value: event.repository, rule, mend: removal(index, events.length) }];
  });
}

/** Repositories that are among those that may be private. */
export function perhapsPrivate({ events = [], ...asked }: Private): string[] {
  const own = patternsOf(asked);
  return events.flatMap((event, index) =>
    own.some((pattern) => meet(pattern, patternOf(event)))
      ? [
          `${keyOf(index, "repository").replace("binderhub:", "")}: must be public. If it is one of privateRepositories that are private, its servers do not get onto the event's nodes.`,
        ]
      : [],
  );
}

/** Sizes of servers, as far as an event must know them. They are read without their type: each of the two concepts may be taken out alone. */
function sizesOf(settings: object): readonly { readonly name: string; readonly repositories: readonly Pattern[] }[] {
  const sizes = at(settings, "sizes");
  return (Array.isArray(sizes) ? (sizes as unknown[]) : []).map((size) => {
    const patterns = at(size, "repositories");
    const texts = Array.isArray(patterns) ? (patterns as unknown[]).map(String) : [];
    return { name: String(at(size, "name")), repositories: texts.map(parsePattern) };
  });
}

/** A size that is for an event's repository alone says the same thing twice. */
export function sizesLeaveItAlone(settings: Pick<Asked, "events">): Problem[] {
  const sizes = sizesOf(settings);
  return sizes.flatMap(({ name, repositories }, place): Problem[] => {
    const index = (settings.events ?? []).findIndex(
      (event) => repositories.length > 0 && repositories.every((pattern) => covers(patternOf(event), pattern)),
    );
    if (index < 0) return [];
    const key = `binderhub:sizes[${place}]`;
    const mend = removeItemCommand("binderhub:sizes", place, sizes.length);
    const rule = `is of the repository of events[${index}] alone, which says in perPerson what its servers have: one place must say it`;
    return [{ key, value: name, rule, mend }];
  });
}

/** Sizes that are for an event's repository among others: during the event, they do not count for it. */
export function sizesBeside(settings: Pick<Asked, "events">): string[] {
  return (settings.events ?? []).flatMap((event, index) =>
    sizesOf(settings).flatMap(({ name, repositories }, place) =>
      repositories.some((pattern) => covers(pattern, patternOf(event)))
        ? [
            `sizes[${place}] (${name}): does not count for the repository of events[${index}], whose servers have what its perPerson says.`,
          ]
        : [],
    ),
  );
}
