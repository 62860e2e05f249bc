import { glob, plainly } from "./glob";
import { parsePattern, type Pattern } from "./pattern";
import { type SourceHosts } from "./sources";

/** A character of a name, or of a DOI. */
const name = "[\\w.~+-]";
const doi = "[\\w.;():-]";
const noDots = "(?!.*/\\.{1,2}(?:/|$))";

/**
 * The addresses of a pattern's repositories, as BinderHub hands them to the hub (`repo_url`), by one regular expression of Python over all of an
 * address; upper and lower case are the same. Unlike a spec, an address has no percent signs, but for those of a DOI.
 *
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py `get_repo_url` of each provider
 */
export function addressesOf(text: string, hosts: SourceHosts): string {
  const pattern = parsePattern(text);
  const { host, path } = pattern;
  if (host === "doi.org") {
    return `${noDots}${path.length === 0 ? "10\\." : ""}${steps(pattern, doi, "(?:/|%2F)")}`;
  }
  if (host === "hydroshare.org") {
    return `https://www\\.hydroshare\\.org/resource/${pattern.below ? "[0-9a-f]{32}" : (path[1] ?? "")}`;
  }
  const web = `http${pattern.plain ? "s?" : "s"}://${plainly(host)}/`;
  const ssh = `ssh://(?:\\w[\\w.-]*@)?${plainly(host)}/`;
  const isSome = ![hosts.github, hosts.gist, hosts.gitlab].includes(host);
  // A dataset of CKAN may name a version of it.
  const end = isSome ? "(?:\\.git)?/?(?:\\?activity_id=[\\w-]+)?" : "(?:\\.git)?/?";
  return `${noDots}(?:${web}|${ssh})${steps(pattern, name, "/")}${end}`;
}

function steps({ path, below }: Pattern, step: string, between: string): string {
  return [...path.map((part) => glob(part, step)), ...(below ? [`${step}+(?:${between}${step}+)*`] : [])].join(between);
}
