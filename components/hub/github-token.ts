import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "../chart/chart-values";

/** The values for the GitHub token. They contain only the name of its Secret, and not the token. */
export function githubTokenValues(secretName: Input<string>): ChartValues {
  return {
    extraEnv: { GITHUB_ACCESS_TOKEN: { valueFrom: { secretKeyRef: { name: secretName, key: "token" } } } },
  };
}
