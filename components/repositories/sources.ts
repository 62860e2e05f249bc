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

/** Servers of one's own, as the settings name them. */
export interface OwnServers {
  /** Host of a GitHub Enterprise server. @default github.com */
  readonly githubHost?: string;
  /** Host of a GitLab server. @default gitlab.com */
  readonly gitlabHost?: string;
}

/**
 * The hosts, which may be a GitHub Enterprise or GitLab server of one's own: by their settings, or by extra values, as was the only way before there
 * were settings.
 */
export function sourceHosts(extraValues: Readonly<Record<string, unknown>>, servers: OwnServers = {}): SourceHosts {
  const host = (provider: string, usual: string) => {
    const own = at(extraValues, "config", provider, "hostname");
    return typeof own === "string" ? own.toLowerCase() : usual;
  };
  return {
    github: servers.githubHost ?? host("GitHubRepoProvider", "github.com"),
    gist: host("GistRepoProvider", "gist.github.com"),
    gitlab: servers.gitlabHost ?? host("GitLabRepoProvider", "gitlab.com"),
  };
}
