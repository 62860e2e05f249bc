import { readdirSync } from "node:fs";
import { shellWord } from "../settings/problems";
import { projectFolder } from "./folders";
import { isSecret } from "./shown-settings";

/**
 * Makes sure that a stack has settings in the project.
 *
 * @throws if it has none. The message names the stacks that have settings.
 */
export function mustHaveSettings(stack: string): void {
  const stacks = readdirSync(projectFolder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  if (!stacks.includes(stack)) throw new Error(`There is no stack '${stack}'. There is: ${stacks.join(", ")}.`);
}

/** The command that rehearses an operation, or the whole show if none is named. */
export function rehearsalCommand(stack: string, ...rest: readonly string[]): string {
  return ["npm start --", ...(stack === "dev" ? [] : ["--stack", stack]), ...rest].join(" ");
}

/** Arguments that change the same settings again. Secrets are left out: they are filled in again. */
export function setArguments(set: Readonly<Record<string, string>>): string[] {
  return Object.entries(set)
    .filter(([key]) => !isSecret(key))
    .map(([key, value]) => `--set ${shellWord(`${key}=${value}`)}`);
}
