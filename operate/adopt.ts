import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { pulumi } from "./engine";
import { askedFor } from "./inputs";
import { type Missing } from "./plan";

const resource = z.looseObject({ urn: z.string(), inputs: z.record(z.string(), z.unknown()).optional() });
const exported = z.looseObject({ deployment: z.looseObject({ resources: z.array(resource).default([]) }) });
type Exported = z.output<typeof exported>;

/**
 * Takes what exists into the state: each resource is written there by its id, and a refresh of just these reads what they are like,
 * or forgets them where there is no such thing. `pulumi import` does the same, but one by one, fails at the first that is not
 * there, and needs the program's language. Where the refresh fails, the state is as it was before.
 *
 * Azure does not answer what stands in an id (the resource group, the name). Its provider takes that from an import's id or from the
 * state's inputs, so they are put there: without them the next `up` would replace what was adopted.
 *
 * @returns URNs of those that exist
 */
export async function adopt(stack: Stack, command: string, missing: readonly Missing[]): Promise<readonly string[]> {
  const before = await exportState(stack, command);
  const planned = new Map(missing.filter(isAzure).map(({ urn, inputs }) => [urn, inputs]));
  const added = missing.map(({ urn, type, id, parent, provider }) => ({
    ...{ urn, type, id, parent, provider },
    custom: true,
    inputs: planned.get(urn) ?? {},
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
  const after = await exportState(stack, command);
  const found = new Set(after.deployment.resources.map(({ urn }) => urn));
  if ([...planned.keys()].some((urn) => found.has(urn))) {
    await importState(stack, command, {
      ...after,
      deployment: { ...after.deployment, resources: after.deployment.resources.map((one) => asAskedFor(one, planned)) },
    });
  }
  return missing.map(({ urn }) => urn).filter((urn) => found.has(urn));
}

function isAzure({ type }: Missing): boolean {
  return type.startsWith("azure-native:");
}

/** A resource of the state, if it is one of those planned, with the inputs that the program has a say in. */
function asAskedFor(one: z.output<typeof resource>, planned: ReadonlyMap<string, Missing["inputs"]>) {
  const said = planned.get(one.urn);
  return said === undefined ? one : { ...one, inputs: askedFor(said, one.inputs ?? {}) };
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
