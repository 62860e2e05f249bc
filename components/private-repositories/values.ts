import { type Settings } from "../../settings/settings";
import { type ChartValues, type HubTraits } from "../chart/chart-values";
import { doors } from "../repositories/doors";
import { meet } from "../repositories/overlap";
import { type Pattern, parsePattern } from "../repositories/pattern";
import { githubApi } from "../repositories/servers";
import { type Source, sourceHosts } from "../repositories/sources";
import { letsIn, letsInBySsh } from "../repositories/translate";
import { loginSource } from "./people";
import { gateCode, hubCode } from "./python";
import { patternsOf, privateSources } from "./patterns";

type Asked = Pick<Settings, "privateRepositories" | "auth" | "repositories" | "limits" | "extraValues">;

/** Pieces of configuration, which are run in the order of their names. Each must be the last: BinderHub's with the gate, and the hub's. */
export const snippets = { binder: "zz-private-repositories", hub: "zz-private-images" } as const;

/** What marks the images of private repositories in their names. */
const marker = { image_prefix_marker: "private-" };

/**
 * The chart's values for private repositories, but for those that name the Secret.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.3/jupyterhub/scopes.py scope_definitions
 */
export function privateRepositoryValues(asked: Asked): ChartValues {
  const { privateRepositories, auth } = asked;
  if (privateRepositories.type === "none") return {};
  return {
    ...(privateRepositories.type === "sshKey" && {
      config: allowedBySsh(asked),
    }),
    extraConfig: { [snippets.binder]: gateCode(gateSettings(asked)) },
    jupyterhub: {
      hub: {
        extraConfig: { [snippets.hub]: hubCode(marker) },
        // That BinderHub may read people's tokens is part of the right that the chart gives it: `admin:users`.
        ...(privateRepositories.type === "perUser" && {
          // A token that has just ended is renewed at the next launch. By default, the hub asks only after five minutes.
          config: { Authenticator: { enable_auth_state: true, auth_refresh_age: 60 }, ...scopes(auth) },
        }),
      },
    },
  };
}

/** Whether a client id is that of a GitHub App, and not of an OAuth app. */
export function isGitHubApp(clientId: string): boolean {
  return clientId.startsWith("Iv");
}

/**
 * The fewest scopes with which a person's token reads repositories. A GitHub App has permissions in their place. An OAuth app has no narrower one.
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * @see https://docs.gitlab.com/integration/oauth_provider/#view-all-authorized-applications
 */
function scopes(auth: Settings["auth"]): HubTraits {
  if (auth.type === "gitlab") {
    return { GitLabOAuthenticator: { scope: ["read_user", "read_api", "read_repository"] } };
  }
  if (auth.type !== "github" || isGitHubApp(auth.clientId)) return {};
  const others = auth.allowedOrganizations === undefined ? [] : ["read:org"];
  return { GitHubOAuthenticator: { scope: [...others, "repo"] } };
}

/** An allow list has addresses of HTTPS only. What is private and allowed is let in by SSH too. */
function allowedBySsh(asked: Asked): ChartValues["config"] {
  const { repositories, limits, extraValues } = asked;
  if (repositories.allowed === undefined) return {};
  const { allowed } = doors({ repositories, limits, hosts: sourceHosts(extraValues, repositories) }).git;
  const own = patternsOf(asked);
  const also = repositories.allowed.map(parsePattern).filter((pattern) => own.some((one) => meet(one, pattern)));
  return { GitRepoProvider: { allowed_specs: [...allowed, ...also.flatMap(letsInBySsh)] } };
}

/** What the gate is told: which repositories may be private, and where their servers are. No secrets: those are in the pod's environment. */
export function gateSettings(asked: Asked): Readonly<Record<string, unknown>> {
  const { privateRepositories, auth, repositories, extraValues } = asked;
  const hosts = sourceHosts(extraValues, repositories);
  const { type } = privateRepositories;
  const through = (source: Source) =>
    patternsOf(asked)
      .filter((pattern) => privateSources(pattern, asked, hosts).includes(source))
      .flatMap((pattern) => specs(pattern, source));
  const specs = (pattern: Pattern, source: Source) =>
    type === "sshKey" ? letsInBySsh(pattern) : letsIn(pattern, source, hosts);
  return {
    type,
    source: type === "perUser" ? (loginSource(auth) ?? null) : null,
    hosts: { github: hosts.github, gitlab: hosts.gitlab },
    github_api: githubApi(hosts.github),
    rules: { gh: through("github"), gl: through("gitlab"), git: through("git") },
    ...marker,
    ...(type === "githubApp" && { app_id: privateRepositories.appId }),
    ...(type === "token" && { username: privateRepositories.username }),
    ...(type === "sshKey" && { known_hosts: `${privateRepositories.knownHosts.join("\n")}\n` }),
  };
}
