import { shellWord } from "../settings/problems";
import { type Settings } from "./settings";

/** The outputs of the set-up. */
export interface Outputs {
  /** The content of the variable that deploy.yml reads. */
  readonly deploy: Readonly<Record<string, string>>;
  /** The argument of `pulumi login`. */
  readonly backend: string;
  /** The argument of `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: string;
}

/** What is left to do by hand, as lines to copy into a shell, with comments. */
export function commands({ stage, repository }: Settings, { deploy, backend, secretsProvider }: Outputs): string[] {
  const variable = `DEPLOY_${stage.toUpperCase()}`;
  const environment = `repos/${repository}/environments/production`;
  const approval =
    stage === "dev"
      ? []
      : [
          "# You must approve what goes to production, and only main may go there:",
          `gh api --method PUT ${environment} --input - <<JSON`,
          '{"reviewers": [{"type": "User", "id": $(gh api user --jq .id)}],',
          ' "deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}',
          "JSON",
          `gh api --method POST ${environment}/deployment-branch-policies -f name=main`,
        ];
  return [
    "# Make the stack, with its state in Azure. Then make its settings, as the README says, and commit its file:",
    `pulumi login ${shellWord(backend)}`,
    `pulumi stack init ${stage} --secrets-provider=${shellWord(secretsProvider)}`,
    ...approval,
    "# Do this last: it switches the workflow on:",
    `gh variable set ${variable} --repo ${repository} --body ${shellWord(JSON.stringify(deploy))}`,
  ];
}
