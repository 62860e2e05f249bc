import { type Settings } from "../../settings/settings";
import { homesOf, type Pattern, parsePattern } from "./pattern";
import { type Source, type SourceHosts, sourceNames } from "./sources";
import { keepsOut, letsIn, oddSpecs, wholeHost } from "./translate";

/** What a source lets in, as BinderHub's traits have it. */
export interface Door {
  readonly isOpen: boolean;
  /** Alone let in. Empty if everything is. */
  readonly allowed: readonly string[];
  readonly banned: readonly string[];
  readonly highQuota: readonly string[];
}

/** The settings that say what is let in: patterns, and the older regular expressions over GitHub's `owner/repository/ref`. */
export interface RepositoryRules {
  readonly repositories: Settings["repositories"];
  readonly limits: Pick<Settings["limits"], "allowedRepos" | "bannedRepos" | "highQuotaRepos">;
  readonly hosts: SourceHosts;
}

/**
 * What each source lets in. With an allow list, a source is open only if the list has something in it: a closed list must not have an open door
 * beside it. If no sources are named, a repository comes through its own source alone, and not through `git` too.
 */
export function doors({ repositories, limits, hosts }: RepositoryRules): Readonly<Record<Source, Door>> {
  const parsed = (patterns: readonly string[] = []) => patterns.map(parsePattern);
  const [allowed, banned, highQuota] = [
    parsed(repositories.allowed),
    parsed(repositories.banned),
    parsed(repositories.highQuota),
  ];
  const allows = repositories.allowed !== undefined || limits.allowedRepos !== undefined;
  const bans = banned.length > 0 || limits.bannedRepos !== undefined;

  function door(source: Source): Door {
    const isNamed = repositories.sources?.includes(source);
    const here = (pattern: Pattern) => isNamed === true || usualSources(pattern, hosts).includes(source);
    const inward = (patterns: readonly Pattern[]) => patterns.flatMap((pattern) => letsIn(pattern, source, hosts));
    const older = (regexes: readonly string[] | undefined) => (source === "github" ? (regexes ?? []) : []);
    const lets = [...older(limits.allowedRepos), ...inward(allowed.filter(here))];
    return {
      isOpen: isNamed !== false && !(allows && lets.length === 0),
      allowed: allows ? lets : [],
      banned: bans
        ? [
            ...banned.flatMap((pattern) => keepsOut(pattern, source, hosts)),
            ...(limits.bannedRepos === undefined ? [] : olderBans(limits.bannedRepos, source)),
            ...oddSpecs(source),
          ]
        : [],
      highQuota: [...older(limits.highQuotaRepos), ...inward(highQuota)],
    };
  }

  /** BinderHub takes what is said of GitHub for gists too. Through `git`, nobody can say what a regular expression would mean. */
  function olderBans(regexes: readonly string[], source: Source): readonly string[] {
    if (source === "github" || source === "gist") return regexes;
    return source === "git" ? [wholeHost(hosts.github)] : [];
  }

  return Object.fromEntries(sourceNames.map((source) => [source, door(source)])) as Record<Source, Door>;
}

/** The sources that a pattern opens if none are named. A DOI has several, as nobody can tell them apart by it. */
export function usualSources(pattern: Pattern, hosts: SourceHosts): readonly Source[] {
  const homes = homesOf(pattern, hosts);
  return pattern.host === "doi.org" ? homes : homes.slice(0, 1);
}
