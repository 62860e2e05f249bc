import { type Problem, removeCommand, setCommand, setSecretCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { versions } from "../../settings/versions";
import { guardRules } from "./guard";
import { perUserNeedsHttps, perUserNeedsItsLogin, sharedNeedsALogin, sourceIsTheLogins } from "./people";
import { patternsFit } from "./patterns";
import { isGitHubApp } from "./values";

/** Rules for private repositories: somebody must have a right, it must be checked, and nothing may lie open beside it. */
export const privateRepositoryRules = [
  rule(["privateRepositories", "auth", "extraValues"], sharedNeedsALogin),
  rule(["privateRepositories", "auth"], perUserNeedsItsLogin),
  rule(["privateRepositories", "platform", "exposure", "existing"], perUserNeedsHttps),
  rule(["privateRepositories", "auth", "repositories", "extraValues"], sourceIsTheLogins),
  rule(["privateRepositories", "repositories", "limits", "extraValues", "auth"], patternsFit),
  rule(["privateRepositories", "registry"], imagesAreClosed),
  rule(["privateRepositories", "builds", "extraValues"], sshIsThere),
  ...guardRules,
];

/** What is allowed, but may be a mistake. */
export const privateRepositoryWarnings = [
  warning(["privateRepositories", "auth"], ({ privateRepositories: { type }, auth }) =>
    type === "perUser" && auth.type === "github" && !isGitHubApp(auth.clientId)
      ? [
          `auth.clientId: ${auth.clientId} is an OAuth app. To read private repositories it asks people for the scope repo, with which the hub may also write to all of theirs. A GitHub App (its client id begins with Iv) reads only what it is installed for: docs/private-repositories.md.`,
        ]
      : [],
  ),
  warning(["privateRepositories", "chart"], ({ privateRepositories: { type }, chart }) =>
    type !== "none" && chart.path === undefined && chart.version !== versions.privateRepositories.is
      ? [
          `chart.version: private repositories were written for the BinderHub of ${versions.privateRepositories.is}. If ${chart.version} has changed what they rely on, BinderHub stops at its start, and pulumi up waits for its timeout and goes back. ${setCommand("binderhub:chart.version", versions.privateRepositories.is)} takes the known one.`,
        ]
      : [],
  ),
  warning(["privateRepositories", "registry"], ({ privateRepositories: { type }, registry }) =>
    type !== "none" && registry.type === "custom"
      ? [
          `registry.url: the program cannot see whether ${registry.url} gives images without a password to those who know their names. It must not: images of private repositories are in it.`,
        ]
      : [],
  ),
];

/** repo2docker's own image has no `ssh`. @see https://github.com/jupyterhub/repo2docker/blob/2025.12.0/Dockerfile */
function sshIsThere({
  privateRepositories: { type },
  builds,
  extraValues,
}: Pick<Asked, "privateRepositories" | "builds" | "extraValues">): Problem[] {
  const image = builds.image ?? at(extraValues, "config", "KubernetesBuildExecutor", "build_image");
  if (type !== "sshKey" || image !== undefined) return [];
  const key = "binderhub:builds.image";
  const rule =
    "is missing: with privateRepositories.type sshKey, it must be an image of repo2docker that has ssh, which its own has not (docs/private-repositories.md says how to make one)";
  return [{ key, rule, mend: setCommand(key, "registry.example.org/repo2docker-ssh:1") }];
}

/** An image has the whole repository in it. */
function imagesAreClosed({
  privateRepositories,
  registry,
}: Pick<Asked, "privateRepositories" | "registry">): Problem[] {
  if (privateRepositories.type === "none") return [];
  if (registry.type === "dockerHub") {
    if (registry.private) return [];
    const key = "binderhub:registry.private";
    const rule =
      "must be true with privateRepositories: else Docker Hub shows everybody the images, and what is in them";
    return [{ key, value: "false", rule, mend: setCommand(key, true) }];
  }
  if (registry.type !== "inCluster" && registry.type !== "none") return [];
  const why =
    registry.type === "inCluster"
      ? "asks nobody for a password"
      : "keeps images in the nodes' own Docker, where every pod can start them";
  const without = registry.type === "inCluster" ? ["size", "nodePort"] : [];
  return [
    {
      key: "binderhub:registry.type",
      value: registry.type,
      rule: `cannot be ${registry.type} with privateRepositories: it ${why}. One with a password is right, such as custom or azureExisting`,
      mend: [
        ...without.map((name) => removeCommand(`binderhub:registry.${name}`)),
        setCommand("binderhub:registry", {
          type: "custom",
          url: "https://registry.example.org",
          username: "binder",
          prefix: registry.prefix,
        }),
        setSecretCommand("binderhub:registryPassword"),
      ].join(" && "),
    },
  ];
}
