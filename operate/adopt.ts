import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { pulumi } from "./engine";
import { type Missing } from "./plan";

const exported = z.looseObject({
  deployment: z.looseObject({ resources: z.array(z.looseObject({ urn: z.string() })).default([]) }),
});
type Exported = z.output<typeof exported>;

/**
 * Takes what exists into the state: each resource is written there by its id, and a refresh of just these reads what they are like,
 * or forgets them where there is no such thing. `pulumi import` does the same, but one by one, fails at the first that is not
 * there, and needs the program's language. Where the refresh fails, the state is as it was before.
 *
 * @returns URNs of those that exist
 */
export async function adopt(stack: Stack, command: string, missing: readonly Missing[]): Promise<readonly string[]> {
  const before = await exportState(stack, command);
  const added = missing.map(({ urn, type, id, parent, provider }) => ({
    ...{ urn, type, id, parent, provider },
    custom: true,
    inputs: {},
    outputs: {},
  }));
  const { resources } = before.deployment;
  await importState(stack, command, {
    ...before,
    deployment: { ...before.deployment, resources: [...resources, ...added] },
  });
  try {
    await stack.refresh({ target: missing.map(({ urn }) => urn), color: "never" });
  } catch (error) {
    await importState(stack, command, before);
    throw error;
  }
  const after = new Set((await exportState(stack, command)).deployment.resources.map(({ urn }) => urn));
  return missing.map(({ urn }) => urn).filter((urn) => after.has(urn));
}

/** The state, secrets encrypted. */
async function exportState(stack: Stack, command: string): Promise<Exported> {
  return exported.parse(JSON.parse(await pulumi(stack, command, ["stack", "export"])));
}

async function importState(stack: Stack, command: string, state: Exported): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-state-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await pulumi(stack, command, ["stack", "import", "--file", file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
