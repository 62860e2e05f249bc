import { type Edits, type StackConfig } from "../../stack/stack";
import { closedExisting, hostKey, stack, stacks } from "./stacks";

const patterns = (...list: string[]): Edits => ({ "privateRepositories.repositories": list });
const gitlab = {
  "auth.type": "gitlab",
  "auth.url": "https://gitlab.example.org",
  "repositories.gitlabHost": "gitlab.example.org",
};

/** Private repositories with which nothing is wrong. */
export const goodPrivateRepositories: readonly (readonly [name: string, edits: Edits, base: StackConfig])[] = [
  ["one repository by an App", patterns("github.com/mygroup/course"), stacks.githubApp],
  ["private repositories that begin alike", patterns("https://github.com/mygroup/course-*"), stacks.githubApp],
  [
    "an App for a server of one's own",
    { "repositories.githubHost": "github.example.org", ...patterns("github.example.org/a/*") },
    stacks.githubApp,
  ],
  [
    "an App, part of whose repositories are allowed",
    { "repositories.allowed": ["github.com/mygroup/course"] },
    stacks.githubApp,
  ],
  [
    "an App, part of whose repositories are banned",
    { "repositories.banned": ["github.com/mygroup/exam"] },
    stacks.githubApp,
  ],
  ["an App with all of GitHub allowed", { "repositories.allowed": ["github.com/*"] }, stacks.githubApp],
  ["an App with administrators alone", { "auth.allowedUsers": undefined, "auth.admins": ["ada"] }, stacks.githubApp],
  [
    "an App with an organisation's members",
    { "auth.allowedUsers": undefined, "auth.allowedOrganizations": ["mygroup"] },
    stacks.githubApp,
  ],
  [
    "a token with Google's login",
    { auth: { type: "google", clientId: "id", hostedDomains: ["example.org"] } },
    stacks.token,
  ],
  ["a deploy token by its own name", { "privateRepositories.username": "gitlab+deploy-token-1" }, stacks.token],
  ["a token of Gitea on a port", patterns("git.example.org:3000/team/*", "git.example.org:3000/a/b"), stacks.token],
  [
    "a token for GitHub through its own source",
    { "repositories.sources": ["github"], ...patterns("github.com/a/*") },
    stacks.token,
  ],
  ["a token for GitHub through git", { "repositories.sources": ["git"], ...patterns("github.com/a/*") }, stacks.token],
  ["a token that ends in a line break", { privateRepositoriesKey: "a-token\n" }, stacks.token],
  [
    "a key for SSH on a port, with several keys of the server",
    {
      ...patterns("git.example.org:2222/team/*"),
      "privateRepositories.knownHosts": [hostKey("git.example.org"), `${hostKey("[git.example.org]:2222")} root@git`],
    },
    stacks.sshKey,
  ],
  [
    "a key for SSH at GitHub, through git alone",
    {
      ...patterns("github.com/a/b"),
      "privateRepositories.knownHosts": [hostKey("github.com,140.82.121.3")],
      "repositories.sources": ["git", "github"],
      "repositories.allowed": ["github.com/a/*"],
    },
    stacks.sshKey,
  ],
  [
    "each person's right, and everybody logs in",
    { "auth.allowedUsers": undefined, "auth.allowAll": true },
    stacks.perUser,
  ],
  ["each person's right to an organisation's repositories", patterns("github.com/mygroup/*"), stacks.perUser],
  ["each person's right at GitLab", gitlab, stacks.perUser],
  [
    "each person's right at a GitHub server of one's own",
    { "auth.url": "https://github.example.org", "repositories.githubHost": "github.example.org" },
    stacks.perUser,
  ],
  [
    "each person's right at a server that extra values name",
    {
      "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.github_url": "https://github.example.org",
      "extraValues.config.GitHubRepoProvider.hostname": "github.example.org",
    },
    stacks.perUser,
  ],
  ["each person's right behind a tunnel", { exposure: { type: "clusterIP" } }, stack("perUser")],
  [
    "each person's right with images in Azure",
    { registry: { type: "azure", name: "mygroupbinder", pull: "role", prefix: "b" } },
    stacks.perUser,
  ],
  ["each person's right on a cluster that is there", { "privateRepositories.type": "perUser" }, closedExisting],
  [
    "pieces of configuration before the gate",
    { "extraValues.extraConfig.10-mine": "c.BinderHub.log_level = 10" },
    stacks.perUser,
  ],
  [
    "no credential for Git, in so many words",
    { "extraValues.config.GitHubRepoProvider.git_credentials": "" },
    stacks.perUser,
  ],
  [
    "more scopes than are needed",
    { "auth.clientId": "Ov23", "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.scope": ["repo", "user:email"] },
    stacks.perUser,
  ],
  [
    "an allow rule of extra values",
    { "auth.allowedUsers": undefined, "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.allowed_users": ["ada"] },
    stacks.githubApp,
  ],
];
