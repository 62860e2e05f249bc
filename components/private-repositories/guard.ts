import { type Problem, removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { placesOfVariable } from "../chart/extra-env";
import { type Decided, piecesAfter, places, undone, undoneBy } from "../chart/guard";
import { authenticators } from "../login/allow-rules";
import { privateRepositoryValues, snippets } from "./values";
import { variables } from "./variables";

const by = "the setting binderhub:privateRepositories";

/** Where the gate stands. With another class there, or another list of sources, it would not be asked. */
const gatePlaces: readonly Decided[] = [
  ...places(by, ["config.BinderHub.build_class", "config.BinderHub.repo_providers"], { sealed: true }),
  ...places(by, [`extraConfig.${snippets.binder}`, `jupyterhub.hub.extraConfig.${snippets.hub}`]),
  // Without its rights in the cluster, BinderHub makes no Secret for a build.
  ...places(by, ["rbac.enabled"], { does: (value) => value !== false }),
];

/** Where a person's token is kept, and what may be asked for with it. */
const tokenPlaces = ({ auth }: Pick<Asked, "auth">): Decided[] => {
  const own = auth.type === "none" ? [] : [authenticators[auth.type]];
  const classes = ["Authenticator", "OAuthenticator", ...own];
  return [
    ...places(by, ["jupyterhub.hub.config.CryptKeeper"], { sealed: true }),
    ...places(
      by,
      classes.map((name) => `jupyterhub.hub.config.${name}.enable_auth_state`),
      { does: (value) => value === undefined || value === true },
    ),
    ...places(
      by,
      own.map((name) => `jupyterhub.hub.config.${name}.scope`),
    ),
  ];
};

/** Credentials for Git that every launch would get, whoever launches. */
const forEverybody = [
  ...["GitHubRepoProvider", "GitLabRepoProvider"].flatMap((name) =>
    ["access_token", "private_token", "git_credentials"].map((trait) => [name, trait] as const),
  ),
  // The others have it from the first: repoproviders.py `RepoProvider`.
  ...["RepoProvider", "GitRepoProvider", "GistRepoProvider"].map((name) => [name, "git_credentials"] as const),
  ["GistRepoProvider", "access_token"] as const,
];

type Guarded = Pick<Asked, "privateRepositories" | "auth" | "repositories" | "limits" | "extraValues">;

/** Rules for extra values: they take nothing of the gate away, and no door is beside it. */
export const guardRules = [
  rule(["privateRepositories", "auth", "repositories", "limits", "extraValues"], (asked): Problem[] => {
    if (asked.privateRepositories.type === "none") return [];
    return [
      ...undone(ownValues(asked), asked.extraValues, [
        ...gatePlaces,
        ...(asked.privateRepositories.type === "perUser" ? tokenPlaces(asked) : []),
      ]),
      ...later(asked),
      ...beside(asked),
      ...sameVariables(asked),
    ];
  }),
];

/** What the program writes. Where patterns are wrong, they are another rule's. */
function ownValues(asked: Guarded): object {
  const { extraConfig, jupyterhub } = privateRepositoryValues(asked);
  return { extraConfig, jupyterhub };
}

/** Pieces of configuration that run after the program's, and could undo it. */
function later({ extraValues }: Guarded): Problem[] {
  const pieces = [
    { path: ["extraConfig"], last: snippets.binder },
    { path: ["jupyterhub", "hub", "extraConfig"], last: snippets.hub },
  ];
  return pieces.flatMap(({ path, last }) =>
    piecesAfter(extraValues, path, last).map((name) => undoneBy(path, name, last)),
  );
}

function beside({ extraValues }: Guarded): Problem[] {
  return forEverybody
    .filter(([provider, trait]) => {
      const value = at(extraValues, "config", provider, trait);
      return value !== undefined && value !== null && value !== "";
    })
    .map(([provider, trait]) => {
      const key = `binderhub:extraValues.config.${provider}.${trait}`;
      const text = "is a credential that every launch gets, whoever launches: privateRepositories has its own";
      return { key, rule: text, mend: removeCommand(key) };
    });
}

function sameVariables({ extraValues }: Guarded): Problem[] {
  return Object.values(variables)
    .flatMap((variable) => [
      ...placesOfVariable(extraValues, variable),
      ...placesOfVariable(extraValues, variable, ["jupyterhub", "hub", "extraEnv"]),
    ])
    .map((key) => ({
      key,
      rule: `is decided by ${by}: a value of its own here would undo what the hub needs`,
      mend: removeCommand(key),
    }));
}
