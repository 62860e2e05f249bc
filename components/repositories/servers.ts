import { type ChartValues } from "../chart/chart-values";
import { type OwnServers } from "./sources";

/**
 * Where the API of a GitHub server is: below a host of its own at github.com and with data residency, below a path on a server of one's own.
 * @see https://docs.github.com/en/enterprise-server/rest/enterprise-admin
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function githubApi(host: string): string {
  return host === "github.com" || host.endsWith(".ghe.com") ? `https://api.${host}` : `https://${host}/api/v3`;
}

/**
 * The values that lead BinderHub's sources to servers of one's own. Gists stay those of github.com: their class has that host and its API fixed. It
 * would take over the token for the other server, and send it to github.com.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py GitHubRepoProvider.api_base_path, GistRepoProvider.hostname
 */
export function serverValues({ githubHost, gitlabHost }: OwnServers): ChartValues {
  if (githubHost === undefined && gitlabHost === undefined) return {};
  return {
    config: {
      ...(githubHost !== undefined && {
        GitHubRepoProvider: { hostname: githubHost, api_base_path: githubApi(githubHost) },
        ...(githubHost !== "github.com" && { GistRepoProvider: { access_token: "" } }),
      }),
      ...(gitlabHost !== undefined && { GitLabRepoProvider: { hostname: gitlabHost } }),
    },
  };
}
