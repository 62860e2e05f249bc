import { type Settings } from "./settings";

/** The issuer of the tokens for GitHub's workflows. */
export const issuer = "https://token.actions.githubusercontent.com";

/** The audience of the tokens. @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity */
export const audience = "api://AzureADTokenExchange";

/**
 * Subjects of the tokens that a stage trusts, by name. `dev` trusts jobs on `main` and on pull requests. `prod` trusts jobs on `main`, which only
 * look, and jobs in the GitHub environment `production`. GitHub gives no token to a pull request from a fork.
 * @see https://docs.github.com/actions/reference/security/oidc for the form of a subject
 */
export function subjects({ stage, subject }: Pick<Settings, "stage" | "subject">): Readonly<Record<string, string>> {
  const main = { main: `repo:${subject}:ref:refs/heads/main` };
  return stage === "dev"
    ? { ...main, "pull-request": `repo:${subject}:pull_request` }
    : { ...main, production: `repo:${subject}:environment:production` };
}
