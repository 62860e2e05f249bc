import { Document, isMap, isScalar } from "yaml";
import { setSecretCommand } from "../settings/problems";
import { secretsNeeded } from "./checked";
import { references } from "./references";
import { type Conversion, type Placed } from "./convert";

/** The text of a stack's file, with comments that say where its settings come from, what to fill in, and what was left out, and why. */
export function written(conversion: Conversion, stack: string): string {
  const document = new Document({ config: conversion.config });
  document.commentBefore = comment(header(conversion, stack));
  const config = document.get("config");
  for (const pair of isMap(config) ? config.items : []) {
    const lines = isScalar(pair.key) ? notes(String(pair.key.value), conversion) : [];
    if (isScalar(pair.key) && lines.length > 0) pair.key.commentBefore = comment(lines);
  }
  document.comment = comment(rest(conversion));
  return document.toString({ lineWidth: 0 });
}

/** How many values became what. */
export function counts({
  placed,
}: Conversion): Readonly<Record<"settings" | "extraValues" | "secrets" | "left", number>> {
  const of = (kind: Placed["fate"]["kind"]) => placed.filter(({ fate }) => fate.kind === kind).length;
  return { settings: of("setting"), extraValues: of("extraValues"), secrets: of("secret"), left: of("left") };
}

function header(conversion: Conversion, stack: string): string[] {
  const { settings, extraValues, secrets, left } = counts(conversion);
  const needed = new Set([...secretsNeeded(conversion.config), ...secretsIn(conversion)]);
  return [
    `Written by \`npm run convert\` for Pulumi.${stack}.yaml, from ${settings + extraValues + secrets + left} values: ${settings} are settings, ${extraValues} are extraValues,`,
    `${secrets} are secrets, ${left} were left out, and stand at the end with the reason. docs/from-your-config.md explains them.`,
    ...(needed.size > 0
      ? [
          "No secret is in this file. Pulumi asks for each:",
          ...[...needed].map((name) => `  ${setSecretCommand(`binderhub:${name}`)} --stack ${stack}`),
        ]
      : []),
  ];
}

function secretsIn({ placed }: Conversion): string[] {
  return placed.flatMap(({ fate }) => (fate.kind === "secret" ? [fate.name] : []));
}

/** Where a group comes from, and what is to be filled in. */
function notes(full: string, { placed, fills }: Conversion): string[] {
  const name = full.replace(/^binderhub:/, "");
  const from = placed
    .filter(({ fate }) => fate.kind === "setting" && fate.key[0] === name)
    .map(({ path }) => path.join("."));
  const mine = fills.filter(({ key }) => key[0] === name);
  return [
    ...(from.length > 0 ? [`From ${from.join(", ")}.`] : []),
    ...mine.map(({ key, why }) => `${key.length > 1 ? `${key.slice(1).join(".")}: ` : ""}${why}.`),
  ];
}

function rest({ placed, problems }: Conversion): string[] {
  const secret = placed.flatMap(({ path, fate }) =>
    fate.kind === "secret" ? [`${path.join(".")}: the secret ${fate.name}`] : [],
  );
  const named = references(placed);
  const out = placed.flatMap(({ path, fate }) =>
    fate.kind === "left" ? [[path.join("."), fate.reason] as const] : [],
  );
  const reasons = [...new Set(out.map(([, reason]) => reason))];
  return [
    ...(problems.length > 0 ? ["Still to mend before `pulumi up`:"] : []),
    ...problems.map(({ key, rule, mend }) => `  ${key} ${rule}${mend === undefined ? "" : ` → ${mend}`}`),
    ...(named.length > 0
      ? ["These extraValues name objects of the cluster. Make those first, or their pods never start:"]
      : []),
    ...named.map(([path, names]) => `  ${path}: ${names}`),
    ...(secret.length > 0 ? ["Secrets:", ...secret.map((line) => `  ${line}`)] : []),
    ...(out.length > 0 ? ["Left out:"] : []),
    ...reasons.flatMap((reason) => [
      `  ${reason}:`,
      ...out.filter(([, why]) => why === reason).map(([path]) => `    ${path}`),
    ]),
  ];
}

function comment(lines: readonly string[]): string {
  // A line of a reason must not end the comment.
  return lines.map((line) => ` ${line.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, " ")}`).join("\n");
}
