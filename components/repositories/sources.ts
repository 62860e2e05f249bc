import { at } from "../../settings/untyped";

/**
 * BinderHub's sources of repositories: for each, its name in links (`/v2/gh/…`) and its class, which has the rules.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/app.py BinderHub.repo_providers
 */
export const sources = {
  github: { prefix: "gh", provider: "GitHubRepoProvider" },
  gist: { prefix: "gist", provider: "GistRepoProvider" },
  git: { prefix: "git", provider: "GitRepoProvider" },
  gitlab: { prefix: "gl", provider: "GitLabRepoProvider" },
  zenodo: { prefix: "zenodo", provider: "ZenodoProvider" },
  figshare: { prefix: "figshare", provider: "FigshareProvider" },
  hydroshare: { prefix: "hydroshare", provider: "HydroshareProvider" },
  dataverse: { prefix: "dataverse", provider: "DataverseProvider" },
  ckan: { prefix: "ckan", provider: "CKANProvider" },
} as const;

/** The name of a source in the settings. */
export type Source = keyof typeof sources;

/** All sources, in the order of the Binder page. */
export const sourceNames = Object.keys(sources) as readonly Source[];

/** The sources that take DOIs. Each of them takes every DOI: repo2docker finds out itself where a DOI leads. */
export const doiSources: readonly Source[] = ["zenodo", "figshare", "dataverse"];

/** The hosts behind the sources that do not name one in their links. */
export interface SourceHosts {
  readonly github: string;
  readonly gist: string;
  readonly gitlab: string;
}

/** The hosts, which extra values may change: a GitHub Enterprise or GitLab server of one's own. */
export function sourceHosts(extraValues: Readonly<Record<string, unknown>>): SourceHosts {
  const host = (provider: string, usual: string) => {
    const own = at(extraValues, "config", provider, "hostname");
    return typeof own === "string" ? own.toLowerCase() : usual;
  };
  return {
    github: host("GitHubRepoProvider", "github.com"),
    gist: host("GistRepoProvider", "gist.github.com"),
    gitlab: host("GitLabRepoProvider", "gitlab.com"),
  };
}
