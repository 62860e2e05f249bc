import { shellWord } from "../settings/problems";
import { type Settings } from "./settings";

/** What the set-up gives. */
export interface Outputs {
  /** What deploy.yml reads. */
  readonly deploy: Readonly<Record<string, string>>;
  /** What `pulumi login` is given. */
  readonly backend: string;
  /** What `pulumi stack init --secrets-provider` is given. */
  readonly secretsProvider: string;
}

/** Lines to copy into a shell, with comments: what is left to do by hand. */
export function commands({ stage, repository }: Settings, { deploy, backend, secretsProvider }: Outputs): string[] {
  const variable = `DEPLOY_${stage.toUpperCase()}`;
  const environment = `repos/${repository}/environments/production`;
  const approval =
    stage === "dev"
      ? []
      : [
          "# Who must approve what goes to production (here: you), and that it comes from main only:",
          `gh api --method PUT ${environment} --input - <<JSON`,
          '{"reviewers": [{"type": "User", "id": $(gh api user --jq .id)}],',
          ' "deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}',
          "JSON",
          `gh api --method POST ${environment}/deployment-branch-policies -f name=main`,
        ];
  return [
    "# The stack, with its state in Azure. Its settings come next, as the README says; then commit its file:",
    `pulumi login ${shellWord(backend)}`,
    `pulumi stack init ${stage} --secrets-provider=${shellWord(secretsProvider)}`,
    ...approval,
    "# Last, as it switches the workflow on:",
    `gh variable set ${variable} --repo ${repository} --body ${shellWord(JSON.stringify(deploy))}`,
  ];
}
