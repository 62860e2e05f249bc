import { type Problem, removeCommand, removeItemCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { doors } from "./doors";
import { covers, meet } from "./overlap";
import { type Pattern, parsePattern } from "./pattern";
import { type Source, sourceHosts, sourceNames } from "./sources";

type Settings = Pick<Asked, "repositories" | "limits" | "extraValues">;

/**
 * Why nothing that a pattern means is ever launched, by the rules of the hub. Nothing if some of it is.
 *
 * @param sources those through which its repositories may come
 */
export function neverLaunched(
  pattern: Pattern,
  sources: readonly Source[],
  settings: Settings,
): readonly (Pick<Problem, "rule"> & { readonly mend: string })[] {
  const { repositories, limits, extraValues } = settings;
  const hosts = sourceHosts(extraValues, repositories);
  const banned = repositories.banned ?? [];
  const ban = banned.findIndex((text) => covers(parsePattern(text), pattern));
  if (ban >= 0) {
    const list = "binderhub:repositories.banned";
    const mend = removeItemCommand(list, ban, banned.length);
    return [{ rule: `is banned by repositories.banned[${ban}]: nothing of it is launched`, mend }];
  }
  if (limits.bannedRepos !== undefined && pattern.host === hosts.github && !sources.includes("github")) {
    const rule = "needs the source git, which limits.bannedRepos closes for GitHub: say the ban in repositories.banned";
    return [{ rule, mend: removeCommand("binderhub:limits.bannedRepos") }];
  }
  const isAllowed =
    repositories.allowed?.some((text) => meet(parsePattern(text), pattern)) !== false ||
    // What a regular expression lets in beside the patterns, nobody can say.
    (limits.allowedRepos !== undefined && sources.includes("github"));
  const isOpen = (of: typeof repositories) =>
    sources.some((source) => doors({ repositories: of, limits, hosts })[source].isOpen);
  if (isAllowed && isOpen(repositories)) return [];
  const [needed = "git"] = sources;
  const rule = isAllowed
    ? `needs the source ${sources.join(" or ")}, which ${repositories.sources?.includes(needed) === false ? "is not in repositories.sources" : "the lists of what is allowed close"}`
    : "is not in repositories.allowed: nothing of it is launched";
  return [{ rule, mend: opened(pattern, needed, isAllowed, isOpen, settings) }];
}

/** The commands that let a pattern in. */
function opened(
  pattern: Pattern,
  needed: Source,
  isAllowed: boolean,
  isOpen: (repositories: Asked["repositories"]) => boolean,
  { repositories, limits, extraValues }: Settings,
): string {
  const hosts = sourceHosts(extraValues, repositories);
  const allows = repositories.allowed !== undefined || limits.allowedRepos !== undefined;
  const inAllowed = repositories.allowed?.length ?? 0;
  const named = [pattern.host, ...pattern.path, ...(pattern.below ? ["*"] : [])].join("/");
  const adds = allows && (!isAllowed || repositories.allowed === undefined);
  const next = adds ? { ...repositories, allowed: [...(repositories.allowed ?? []), named] } : repositories;
  const commands = adds ? [setCommand(`binderhub:repositories.allowed[${inAllowed}]`, named)] : [];
  if (isOpen(next)) return commands.join(" && ");
  const found = doors({ repositories: next, limits, hosts });
  const open = next.sources ?? sourceNames.filter((source) => found[source].isOpen);
  const added = next.sources === undefined ? [...open, needed] : [needed];
  const from = next.sources?.length ?? 0;
  return [
    ...commands,
    ...added.map((source, index) => setCommand(`binderhub:repositories.sources[${from + index}]`, source)),
  ].join(" && ");
}
