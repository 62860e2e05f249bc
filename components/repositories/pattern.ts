import { doiSources, type Source, type SourceHosts } from "./sources";

/** A pattern such as `github.com/mygroup/*`, in its parts. */
export interface Pattern {
  /** Whether it also means the host's unencrypted address: it was written with `http://`. */
  readonly plain: boolean;
  /** Host, in lower case and without `www.`; with a port, if it was written with one. */
  readonly host: string;
  /** Steps of the path, of which any may have a `*`. */
  readonly path: readonly string[];
  /** Whether it means everything below the path: it ends in `/*`. */
  readonly below: boolean;
}

/** The form of a pattern, and the rule in words. */
export const patternForm = /^(https?:\/\/)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[\w.~*@+:;()-]+)+\/?$/i;
export const patternRule =
  "a host and a path such as github.com/mygroup/* or doi.org/10.5281/zenodo.3242074, with * for any text (no regular expression, no * in the host)";

/** Reads a pattern that has the form. */
export function parsePattern(text: string): Pattern {
  const [, scheme, host = "", rest = ""] = /^(https?:\/\/)?([^/]+)\/(.*?)(?:\.git)?\/?$/i.exec(text) ?? [];
  const path = rest.split("/");
  const below = path.at(-1) === "*";
  return {
    plain: scheme?.toLowerCase() === "http://",
    host: host.toLowerCase().replace(/^www\./, ""),
    path: below ? path.slice(0, -1) : path,
    below,
  };
}

/** Hosts of archives, whose records are named by their DOI. */
const archives = /^((sandbox\.)?zenodo\.org|figshare\.com|dataverse\.[a-z.]+)$/;

/** The sources through which a pattern's repositories come, the usual one first. */
export function homesOf({ host, path }: Pattern, hosts: SourceHosts): readonly Source[] {
  if (host === hosts.github) return ["github", "git"];
  if (host === hosts.gist) return ["gist", "git"];
  if (host === hosts.gitlab) return ["gitlab", "git"];
  if (host === "doi.org") return doiSources;
  if (host === "hydroshare.org") return ["hydroshare"];
  return path.includes("dataset") ? ["ckan", "git"] : ["git", "ckan"];
}

/** What is wrong with a pattern that has the form, and a better one. `undefined` if nothing is. */
export function fault(
  pattern: Pattern,
  hosts: SourceHosts,
  lets: "in" | "out",
): { readonly rule: string; readonly better: string } | undefined {
  const { host, path, below } = pattern;
  const whole = `${[host, ...path].join("/")}/*`;
  if (!/[.:]/.test(host)) {
    return { rule: "names no host first, such as github.com", better: `github.com/${host}/${path[0] ?? "*"}` };
  }
  if (archives.test(host)) {
    const record = /^\d+$/.test(path.at(-1) ?? "") && host === "zenodo.org" ? `zenodo.${path.at(-1) ?? ""}` : "*";
    return { rule: "names an archive's page: its records are known by their DOI", better: `doi.org/10.5281/${record}` };
  }
  if (path.some((step) => /^\.{1,2}$/.test(step))) {
    return { rule: "has a step that leads elsewhere", better: `${host}/*` };
  }
  if (host === hosts.github || host === hosts.gist) {
    const kind = host === hosts.github ? "repository" : "gist";
    if (path.length > 2 || (path.length === 2 && below)) {
      const better = `${host}/${path.slice(0, 2).join("/")}`;
      return { rule: `goes on after the ${kind}: rules are about whole repositories, not about branches`, better };
    }
    if (path.length === 1 && !below) {
      return { rule: `names an account and no ${kind}: end it with /* for all of it`, better: whole };
    }
    if (host === hosts.gist && lets === "in" && path.length > 0 && (below || path[1]?.includes("*") === true)) {
      return {
        rule: "lets in anybody's gists: BinderHub looks a gist up by its id, and does not check the account in the link. Name each gist, or all",
        better: `${host}/*`,
      };
    }
  }
  if (host === hosts.gitlab && path.length === 1 && !below) {
    return { rule: "names a group and no project: end it with /* for all of it", better: whole };
  }
  if (host === "doi.org" && path.length > 0 && !path[0]?.startsWith("10.")) {
    return { rule: "is no DOI: those begin with 10.", better: "doi.org/10.5281/*" };
  }
  if (host === "doi.org" && path.length === 1 && !below) {
    return { rule: "is half a DOI: end it with /* for all of it", better: whole };
  }
  const isResource = path.length === 2 && path[0] === "resource" && /^[0-9a-f]{32}$/.test(path[1] ?? "");
  if (host === "hydroshare.org" && !(path.length === 0 && below) && !isResource) {
    return {
      rule: "is no resource of HydroShare: hydroshare.org/resource/ID, with an id of 32 digits",
      better: `${host}/*`,
    };
  }
  return undefined;
}
