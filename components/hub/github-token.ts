import { type Input } from "@pulumi/pulumi";
import { removeCommand, type Problem } from "../../settings/problems";
import { rule } from "../../settings/question";
import { at } from "../../settings/untyped";
import { type ChartValues } from "../chart/chart-values";
import { placesOfVariable, secretVariables } from "../chart/extra-env";

/** The environment variable from which BinderHub reads the token. */
const variable = "GITHUB_ACCESS_TOKEN";

/**
 * The values for the GitHub token. They contain only the name of its Secret, and not the token.
 *
 * BinderHub asks GitHub's API with the token. By default it also gives the token to every build pod, as plain text in the environment. So the
 * credentials for Git are set to nothing, unless the user gives others. Gists have the same setting: their provider is a subclass.
 *
 * @param below the values that these are merged over: a list of environment variables there stays a list, with the token at its end
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py GitHubRepoProvider._default_git_credentials
 */
export function githubTokenValues(
  secretName: Input<string>,
  below: Readonly<Record<string, unknown>> = {},
): ChartValues {
  return {
    config: {
      GitHubRepoProvider: {
        git_credentials: credentials(at(below, "config", "GitHubRepoProvider", "git_credentials")),
      },
    },
    ...secretVariables({ [variable]: { name: secretName, key: "token" } }, below),
  };
}

/** Credentials of the user's own for Git. They may be a secret, so they are not looked into. */
function credentials(own: unknown): Input<string> {
  return own === undefined || own === null ? "" : (own as Input<string>);
}

/** The token has one place: two variables of the same name would be sent to Kubernetes, which takes the last. */
export const githubTokenRule = rule(["extraValues"], ({ extraValues }, { githubApiToken }): Problem[] => {
  if (githubApiToken === undefined) return [];
  return placesOfVariable(extraValues, variable).map((key) => ({
    key,
    rule: "is decided by the secret binderhub:githubApiToken, which is set",
    mend: removeCommand(key),
  }));
});
