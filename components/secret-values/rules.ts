import deepmerge from "deepmerge";
import { type Problem, setSecretCommand } from "../../settings/problems";
import { ask, rule, type Rule } from "../../settings/question";
import { type Asked, type Secrets } from "../../settings/settings";
import { mergeOptions } from "../chart/compose";
import { readSecretValues, textsIn } from "./secret-values";

const key = "binderhub:extraSecretValues";
const mend = `${setSecretCommand(key)} < values.yaml`;

/** The secret must hold values. */
export const secretValueRules = [
  rule([], (_settings, { extraSecretValues }): Problem[] =>
    extraSecretValues === undefined || readSecretValues(extraSecretValues) !== undefined
      ? []
      : [{ key, rule: "must be values of the chart, as YAML or JSON: an object such as {extraEnv: {NAME: …}}", mend }],
  ),
];

/**
 * Asks all rules. What comes out when the secret values are merged over the extra values must hold to the rules of extra values too. What only the
 * secret values break is said without them.
 */
export function askWithSecretValues(rules: readonly Rule[], settings: Partial<Asked>, secrets: Secrets): Problem[] {
  const plain = ask(rules, settings, secrets).flat();
  const values = secrets.extraSecretValues === undefined ? undefined : readSecretValues(secrets.extraSecretValues);
  const { extraValues } = settings;
  if (values === undefined || extraValues === undefined) return plain;
  const merged = { ...settings, extraValues: deepmerge(extraValues, values, mergeOptions) };
  const hidden = textsIn(values).filter((text) => text.length > 2);
  return ask(rules, merged, secrets)
    .flat()
    .map(
      (problem) => plain.find((one) => one.key === problem.key && one.rule === problem.rule) ?? veiled(problem, hidden),
    );
}

function veiled({ key: found, rule, mend: command }: Problem, hidden: readonly string[]): Problem {
  const [, path] = /^binderhub:extraValues\.(.*)$/.exec(found) ?? [];
  const shows = (text: string) => hidden.some((secret) => text.includes(secret));
  if (path === undefined) {
    const isShown = command === undefined || shows(command);
    return {
      key: found,
      rule: shows(rule) ? "does not fit the secret values" : rule,
      ...(!isShown && { mend: command }),
    };
  }
  return { key, rule: shows(path + rule) ? "holds what it must not" : `holds ${path}, which ${rule}`, mend };
}
