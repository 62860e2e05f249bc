import { glob, plainly } from "./glob";
import { type Pattern } from "./pattern";
import { type Source, type SourceHosts } from "./sources";

/**
 * Patterns as BinderHub has them: regular expressions in Python over a source's own form of a repository, its spec. They must match at its
 * beginning; upper and lower case are the same.
 *
 * A spec is compared as it stands in the link, with its percent signs. So one repository has many specs. A pattern that lets in matches the
 * usual ones only, and a pattern that keeps out matches all.
 *
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py RepoProvider.is_banned
 */
export function letsIn(pattern: Pattern, source: Source, hosts: SourceHosts): string[] {
  const { host, path, below, plain } = pattern;
  const steps = (step: string, between: string) =>
    [...path.map((text) => glob(text, step, literally)), ...(below ? [`${step}+(?:${between}${step}+)*`] : [])].join(
      between,
    );
  const here = host === hostOf(source, hosts);
  switch (source) {
    case "github":
      return here ? [`${noDots}${steps(name, "/")}(?:\\.git)?/`] : [];
    case "gist":
      return here ? [below ? `${name}+/${name}+(?:/|$)` : `${steps(name, "/")}(?:/|$)`] : [];
    case "gitlab":
      return here ? [`${noDots}${steps(name, "%2F")}/`] : [];
    case "git":
      return host === "doi.org" || host === "hydroshare.org" || host === hosts.gist
        ? []
        : [`${noDots}${address(host, plain)}%2F${steps(name, "%2F")}(?:\\.git)?(?:%2F)?/`];
    case "zenodo":
    case "figshare":
    case "dataverse":
      return host === "doi.org"
        ? [`${noDots}${path.length === 0 ? "10\\." : ""}${steps(doi, "(?:/|%2F)")}(?:\\.v\\d+)?$`]
        : [];
    case "hydroshare":
      return host === "hydroshare.org"
        ? [
            `(?:https(?::|%3A)%2F%2Fwww\\.hydroshare\\.org%2Fresource%2F)?${below ? "[0-9a-f]{32}" : (path[1] ?? "")}(?:%2F)?$`,
          ]
        : [];
    case "ckan":
      return isSomeServer(host, hosts)
        ? [
            `${noDots}${address(host, plain)}${slash}${steps(name, slash)}(?:${slash})?(?:(?:\\?|%3F)activity_id(?:=|%3D)[\\w-]+)?$`,
          ]
        : [];
  }
}

/**
 * The same for addresses of SSH, which come through the source `git`: `ssh://git@host/path` and `git@host:path`. With a port there is only the first
 * form.
 */
export function letsInBySsh({ host, path, below }: Pattern): string[] {
  const steps = [
    ...path.map((text) => glob(text, name, literally)),
    ...(below ? [`${name}+(?:%2F${name}+)*`] : []),
  ].join("%2F");
  const user = "\\w[\\w.-]*(?:@|%40)";
  const url = `ssh(?::|%3A)${slash}{2}(?:${user})?${literally(host)}%2F`;
  const short = `${user}${literally(host)}(?::|%3A)`;
  return [`${noDots}(?:${host.includes(":") ? url : `${url}|${short}`})${steps}(?:\\.git)?(?:%2F)?/`];
}

/** The same for a pattern that keeps out. */
export function keepsOut(pattern: Pattern, source: Source, hosts: SourceHosts): string[] {
  const { host, path, below } = pattern;
  const steps = (between: string) => path.map((text) => glob(text, "[^/]", literally, 1024)).join(between);
  const here = host === hostOf(source, hosts);
  const end = below ? "" : "(?:\\.git)*";
  switch (source) {
    case "github":
      return here ? [path.length === 0 ? "" : `${steps("/")}${end}/`] : [];
    case "gist":
      if (!here) return [];
      // The account in the link may be any, so a gist is known by its id alone.
      return [
        path.length === 0
          ? ""
          : below
            ? `${steps("/")}/`
            : `[^/]*/${glob(path[1] ?? "", "[^/]", literally, 1024)}${end}(?:/|$)`,
      ];
    case "gitlab": {
      if (!here) return [];
      const between = `(?:${encodedSlash})+`;
      const after = below ? (path.length === 0 ? "" : between) : `${end}(?:${encodedSlash})*/`;
      return [`(?:${encodedSlash})*${steps(between)}${after}`];
    }
    case "git":
      // A gist has an address without its account too.
      return host === "doi.org" || host === "hydroshare.org"
        ? []
        : [`[^/]*?${addressAnyhow(host, encodedSlash)}${host === hosts.gist ? "" : afterHost(encodedSlash)}`];
    case "zenodo":
    case "figshare":
    case "dataverse":
      if (host === "hydroshare.org") return [`.*${below ? "10\\.4211(?:/|%2F)hs\\." : (path[1] ?? "")}`];
      return host === "doi.org" ? [`.*?${steps(`(?:/|${encodedSlash})+`)}${below ? "" : "(?![0-9a-z])"}`] : [];
    case "hydroshare":
      return host === "hydroshare.org" ? [below ? "" : `.*${path[1] ?? ""}`] : [];
    case "ckan":
      return isSomeServer(host, hosts)
        ? [`.*?${addressAnyhow(host, `(?:/|${encodedSlash})`)}${afterHost(`(?:/|${encodedSlash})`)}`]
        : [];
  }

  function afterHost(separator: string): string {
    if (path.length === 0) return "";
    const between = `(?:${separator})+`;
    return `(?:${separator})*${steps(between)}${below ? between : `${end}(?![\\w.~-])`}`;
  }
}

/** Everything that comes through the source `git` from a host, whatever its path. */
export function wholeHost(host: string): string {
  return `[^/]*?${addressAnyhow(host, encodedSlash)}`;
}

/**
 * Specs that hide what they mean: letters, digits or dots as percent signs, which nobody needs to write so, or steps such as `..`. They are kept out
 * wherever a pattern keeps something out.
 */
export function oddSpecs(source: Source): string[] {
  // Names of repositories and gists on GitHub have no percent sign.
  if (source === "github" || source === "gist") return ["[^/]*(?:/[^/]*)?%"];
  const within = source === "git" || source === "gitlab" ? "[^/]" : ".";
  return [
    `${within}*?${needlessly}`,
    `${within}*?(?:/|${encodedSlash})\\.{1,2}(?:/|${encodedSlash}|$)`,
    ...oddHosts(source),
  ];
}

/** A host in other than plain letters: software that looks it up makes plain ones of them. */
function oddHosts(source: Source): string[] {
  return source === "git" || source === "ckan"
    ? [`[^/]*?(?:${encodedSlash}){2}(?:(?!${encodedSlash})[^/])*%[89a-f]`]
    : [];
}

/** A character of a name. */
const name = "[\\w.~+-]";
const doi = "(?:[\\w.;():-]|/|%2F)";
const slash = "(?:/|%2F)";
const encodedSlash = "%(?:25)*2F";
const noDots = "(?!.*(?:/|%2F)\\.{1,2}(?:/|%2F|$))";
/** A letter, a digit, or one of `-._~`, encoded once or more often; a control character; a backslash. */
const needlessly = "%(?:25)*(?:[01][0-9a-f]|2[de]|3[0-9]|4[1-9a-f]|5[0-9acf]|6[1-9a-f]|7[0-9aef])";

/** A text in a spec, in which both characters may be encoded. */
function literally(text: string): string {
  return plainly(text).replaceAll("@", "(?:@|%40)").replaceAll(":", "(?::|%3A)");
}

function address(host: string, plain: boolean): string {
  return `http${plain ? "s?" : "s"}(?::|%3A)${slash}{2}${literally(host)}`;
}

/** The host after a scheme, a user or both, on any port. */
function addressAnyhow(host: string, separator: string): string {
  return `(?:${separator}|@|%40)(?:www\\.|ssh\\.)?${literally(host.replace(/:\d+$/, ""))}\\.?(?:(?::|%3A)\\d*)?(?:${separator}|:|%3A|(?=/))`;
}

/** The host that a source's links mean without naming it. */
function hostOf(source: Source, hosts: SourceHosts): string | undefined {
  return source === "github" || source === "gist" || source === "gitlab" ? hosts[source] : undefined;
}

function isSomeServer(host: string, hosts: SourceHosts): boolean {
  return ![hosts.github, hosts.gist, hosts.gitlab, "doi.org", "hydroshare.org"].includes(host);
}
