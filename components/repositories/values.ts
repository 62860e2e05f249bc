import { type ChartValues, type SpecTraits } from "../chart/chart-values";
import { type Door, doors, type RepositoryRules } from "./doors";
import { type Source, sourceNames, sources } from "./sources";

/**
 * The rules of each source, and which sources there are. A source that is closed is taken out of BinderHub by a line of Python, as it is no value that
 * YAML could have: then it is on no page and in no link. And it lets nothing in, should that line be lost.
 */
export function repositoryValues(rules: RepositoryRules): ChartValues {
  const found = doors(rules);
  const open = sourceNames.filter((source) => found[source].isOpen);
  const traits = sourceNames.flatMap((source): [string, SpecTraits][] => {
    const set = traitsOf(source, found);
    return Object.keys(set).length === 0 ? [] : [[sources[source].provider, set]];
  });
  return {
    ...(traits.length > 0 && { config: Object.fromEntries(traits) }),
    ...(open.length < sourceNames.length && { extraConfig: { "00-repository-sources": onlySources(open) } }),
  };
}

function traitsOf(source: Source, found: Readonly<Record<Source, Door>>): SpecTraits {
  const { isOpen, allowed, banned, highQuota } = found[source];
  const set = {
    ...(allowed.length > 0 && isOpen && { allowed_specs: allowed }),
    ...(isOpen ? banned.length > 0 && { banned_specs: banned } : { banned_specs: [".*"] }),
    ...(highQuota.length > 0 && isOpen && { high_quota_specs: highQuota }),
  };
  // The class of gists inherits what is said of GitHub's, unless it has its own.
  return source === "gist" && Object.keys(traitsOf("github", found)).length > 0
    ? { allowed_specs: [], banned_specs: [], high_quota_specs: [], ...set }
    : set;
}

/** @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/handlers/repoproviders.py for what the page offers */
function onlySources(open: readonly Source[]): string {
  const classes = open.map((source) => sources[source].provider);
  const entries = open.map((source) => `    "${sources[source].prefix}": ${sources[source].provider},`);
  return [
    `from binderhub.repoproviders import ${classes.join(", ")}`,
    "c.BinderHub.repo_providers = {",
    ...entries,
    "}",
    "",
  ].join("\n");
}
