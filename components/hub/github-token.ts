import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "../chart/chart-values";

/** The GitHub token by reference, so that it stands in no Helm values. */
export function githubTokenValues(secretName: Input<string>): ChartValues {
  return {
    extraEnv: { GITHUB_ACCESS_TOKEN: { valueFrom: { secretKeyRef: { name: secretName, key: "token" } } } },
  };
}
