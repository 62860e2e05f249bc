import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { undone } from "../chart/guard";
import { doors, usualSources } from "./doors";
import { fault, homesOf, parsePattern } from "./pattern";
import { serverValues } from "./servers";
import { type Source, sourceHosts, type SourceHosts, sources } from "./sources";
import { repositoryValues } from "./values";
import { at } from "../../settings/untyped";

/** Rules for patterns, and for sources that patterns have nothing in. */
export const repositoryRules = [
  rule(["repositories", "limits", "extraValues"], patternsFit),
  rule(["repositories", "limits", "extraValues"], listsAreOne),
  rule(["repositories", "extraValues"], serversStay),
];

/** What is about one source, and leaves the others open. */
export const repositoryWarnings = [
  warning(["limits", "repositories"], ({ limits, repositories }) =>
    // BinderHub's own documentation has a ban of all but one organisation in place of an allow list.
    repositories.allowed === undefined &&
    limits.allowedRepos === undefined &&
    limits.bannedRepos?.some((source) => /^\^?\(\?!/.test(source)) === true
      ? [
          "limits.bannedRepos: bans all but some repositories of GitHub, and leaves the other sources open; repositories.allowed closes those too.",
        ]
      : [],
  ),
  warning(["repositories", "limits", "extraValues"], (settings) =>
    sourcesWithRules(settings).length > 0
      ? []
      : listsInExtraValues(settings).map(
          (path) =>
            `extraValues.${path}: holds in one source alone, and the same repository comes through others; repositories.${path.includes("banned") ? "banned" : path.includes("allowed") ? "allowed" : "highQuota"} holds in all.`,
        ),
  ),
];

type Settings = Pick<Asked, "repositories" | "limits" | "extraValues">;

const lists = ["allowed", "banned", "highQuota"] as const;
const keyOf = (list: string, index: number) => `binderhub:repositories.${list}[${index}]`;

function patternsFit(settings: Settings): Problem[] {
  const { repositories, extraValues } = settings;
  const hosts = sourceHosts(extraValues, repositories);
  const faults = lists.flatMap((list) =>
    (repositories[list] ?? []).flatMap((value, index) => {
      const found = fault(parsePattern(value), hosts, list === "banned" ? "out" : "in");
      const key = keyOf(list, index);
      return found === undefined ? [] : [{ key, value, rule: found.rule, mend: setCommand(key, found.better) }];
    }),
  );
  // What a pattern opens is known only once it means something.
  return faults.length > 0 ? faults : [...closed(settings, hosts), ...empty(settings, hosts)];
}

/** Patterns that let in what no open source has. */
function closed({ repositories }: Settings, hosts: SourceHosts): Problem[] {
  const { sources } = repositories;
  if (sources === undefined) return [];
  return (["allowed", "highQuota"] as const).flatMap((list) =>
    (repositories[list] ?? []).flatMap((value, index) => {
      const homes = homesOf(parsePattern(value), hosts);
      if (homes.some((home) => sources.includes(home))) return [];
      const key = keyOf(list, index);
      const needed = usualSources(parsePattern(value), hosts)[0] ?? "git";
      const mend = setCommand(`binderhub:repositories.sources[${sources.length}]`, needed);
      return [{ key, value, rule: `is in none of repositories.sources: it comes from ${homes.join(" or ")}`, mend }];
    }),
  );
}

/** Sources that are named, and that an allow list leaves empty. */
function empty({ repositories, limits }: Settings, hosts: SourceHosts): Problem[] {
  const found = doors({ repositories, limits, hosts });
  return (repositories.sources ?? []).flatMap((source, index) => {
    if (found[source].isOpen) return [];
    const key = `binderhub:repositories.sources[${index}]`;
    const list = repositories.allowed === undefined ? "limits.allowedRepos" : "repositories.allowed";
    const everything = everythingOf(source, hosts);
    const rule = `is closed by ${list}, which has nothing of it; ${everything ?? "a host of your own with /*"} would let in all of it`;
    const mend =
      everything === undefined
        ? removeCommand(key)
        : setCommand(keyOf("allowed", repositories.allowed?.length ?? 0), everything);
    return [{ key, value: source, rule, mend }];
  });
}

/** A pattern of all that a source has. A source of any server has none. */
function everythingOf(source: Source, hosts: SourceHosts): string | undefined {
  if (source === "git" || source === "ckan") return undefined;
  const host =
    source === "hydroshare"
      ? "hydroshare.org"
      : source === "github" || source === "gist" || source === "gitlab"
        ? hosts[source]
        : "doi.org";
  return `${host}/*`;
}

/** Lists in extra values take the place of the program's. So there must not be both. */
function listsAreOne(settings: Settings): Problem[] {
  const own = sourcesWithRules(settings);
  return listsInExtraValues(settings)
    .filter((path) => own.some((provider) => path.startsWith(`config.${provider}.`)))
    .map((path) => {
      const key = `binderhub:extraValues.${path}`;
      const rule =
        "would take the place of what repositories and limits say: set it there, by patterns for every source";
      return { key, rule, mend: removeCommand(key) };
    });
}

/** Extra values may name a server where the settings name none. */
function serversStay({ repositories, extraValues }: Pick<Asked, "repositories" | "extraValues">): Problem[] {
  const places = [
    { by: "githubHost", paths: ["GitHubRepoProvider.hostname", "GitHubRepoProvider.api_base_path"] },
    { by: "gitlabHost", paths: ["GitLabRepoProvider.hostname"] },
  ] as const;
  return undone(
    serverValues(repositories),
    extraValues,
    places.flatMap(({ by, paths }) =>
      paths.map((path) => ({ path: ["config", ...path.split(".")], by: `the setting binderhub:repositories.${by}` })),
    ),
  );
}

function sourcesWithRules({ repositories, limits, extraValues }: Settings): string[] {
  const values = repositoryValues({ repositories, limits, hosts: sourceHosts(extraValues, repositories) });
  return Object.keys(values.config ?? {});
}

/** Paths of the lists that extra values have. */
function listsInExtraValues({ extraValues }: Settings): string[] {
  const providers = Object.values(sources).map(({ provider }) => provider);
  return providers.flatMap((provider) =>
    ["allowed_specs", "banned_specs", "high_quota_specs"]
      .filter((trait) => at(extraValues, "config", provider, trait) !== undefined)
      .map((trait) => `config.${provider}.${trait}`),
  );
}
