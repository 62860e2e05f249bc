import { type Input } from "@pulumi/pulumi";
import { pathKey } from "../../settings/problems";
import { at } from "../../settings/untyped";
import { type ChartValues, type SecretVariable } from "./chart-values";

/** A key in a Kubernetes Secret. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly name: Input<string>;
  readonly key: string;
}

/**
 * The value of the chart for environment variables that a pod reads from Secrets.
 *
 * @param below the values that these are merged over: a list of environment variables there stays a list, with these at its end
 */
export function secretVariables(
  variables: Readonly<Record<string, SecretKey>>,
  below: Readonly<Record<string, unknown>>,
): Pick<ChartValues, "extraEnv"> {
  const others: unknown = below.extraEnv;
  const own = Object.entries(variables).map(([name, secretKeyRef]): [string, SecretVariable] => [
    name,
    { valueFrom: { secretKeyRef } },
  ]);
  return {
    extraEnv: Array.isArray(others)
      ? [...(others as unknown[]), ...own.map(([name, from]) => ({ name, ...from }))]
      : Object.fromEntries(own),
  };
}

/**
 * Keys of the places where extra values set an environment variable.
 *
 * @param path where the pod has its variables @default those of BinderHub's
 */
export function placesOfVariable(
  extraValues: Readonly<Record<string, unknown>>,
  variable: string,
  path: readonly string[] = ["extraEnv"],
): string[] {
  const variables = at(extraValues, ...path);
  const steps = Array.isArray(variables)
    ? variables.flatMap((entry, index) => (at(entry, "name") === variable ? [String(index)] : []))
    : at(variables, variable) === undefined
      ? []
      : [variable];
  return steps.map((step) => pathKey(["extraValues", ...path, step]));
}
