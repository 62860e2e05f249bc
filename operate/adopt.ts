import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { pulumi } from "./engine";
import { entriesFor, needed } from "./entries";
import { askedFor } from "./inputs";
import { type Missing } from "./plan";
import { type Plan } from "./planned";
import { inPrivateFolder } from "./private-folder";
import { withReplaced } from "./replaced";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  external: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  pendingReplacement: z.boolean().optional(),
});
type Resource = z.output<typeof resource>;
const exported = z.looseObject({ deployment: z.looseObject({ resources: z.array(resource).default([]) }) });
type Exported = z.output<typeof exported>;

/**
 * Adds resources that exist to the state.
 *
 * 1. Each resource is written into the state by its id, marked as somebody else's.
 * 2. A refresh of only these resources reads their properties. It removes the ones that do not exist.
 * 3. One write of the state takes the mark away from the ones that were found.
 *
 * `pulumi import` does the same, but one by one. It fails at the first resource that does not exist, and it needs the program's language.
 *
 * @returns URNs of the resources that exist
 */
export async function adopt(
  stack: Stack,
  command: string,
  missing: readonly Missing[],
  plan: Plan,
): Promise<readonly string[]> {
  const sought = new Map(missing.map((one) => [one.urn, one]));
  const state = await exportState(stack, command);
  // Entries that an interrupted adoption left. They do not belong to the stack yet.
  const before = withResources(state, (all) => all.filter(({ urn, external }) => !(external && sought.has(urn))));
  const entries = entriesFor(missing, plan, before.deployment.resources);
  const added = new Set(entries.map(({ urn }) => urn));
  const things = entries.filter(({ external }) => external).map(({ urn }) => urn);
  if (things.length === 0) return [];
  await importState(
    stack,
    command,
    withResources(before, (all) => [...all, ...entries.map((entry) => ({ ...entry }))]),
  );
  try {
    await stack.refresh({ target: things, color: "never" });
  } catch (error) {
    await importState(stack, command, before);
    throw error;
  }
  const after = await exportState(stack, command);
  const found = new Set(after.deployment.resources.map(({ urn }) => urn).filter((urn) => things.includes(urn)));
  const own = (one: Resource) => (found.has(one.urn) ? owned(one, sought.get(one.urn)?.inputs ?? {}) : one);
  await importState(
    stack,
    command,
    withResources(after, (all) => withReplaced(needed(all.map(own), ({ urn }) => found.has(urn) || !added.has(urn)))),
  );
  return [...found];
}

/** A resource that was found. It now belongs to the stack, and has the inputs that the program sets. */
function owned(one: Resource, planned: Missing["inputs"]): Resource {
  // For a release, the provider reads everything that matters, as a secret. The next run sets the values anyway.
  if (one.type === "kubernetes:helm.sh/v3:Release") return { ...one, external: false };
  const inputs = askedFor(planned, one.inputs ?? {});
  return { ...one, inputs, ...(one.outputs && { outputs: withInputs(one.outputs, inputs) }), external: false };
}

/**
 * The Kubernetes provider also keeps an object's inputs in its outputs, and compares with those.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go `parseCheckpointObject`
 */
function withInputs(outputs: Record<string, unknown>, inputs: Missing["inputs"]): Record<string, unknown> {
  return "__inputs" in outputs ? { ...outputs, __inputs: inputs } : outputs;
}

function withResources(state: Exported, change: (resources: readonly Resource[]) => readonly Resource[]): Exported {
  return { ...state, deployment: { ...state.deployment, resources: [...change(state.deployment.resources)] } };
}

/** The state, with encrypted secrets. */
async function exportState(stack: Stack, command: string): Promise<Exported> {
  return exported.parse(JSON.parse(await pulumi(stack, command, ["stack", "export"])));
}

async function importState(stack: Stack, command: string, state: Exported): Promise<void> {
  await inPrivateFolder("pulumi-state-", async (folder) => {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await pulumi(stack, command, ["stack", "import", "--file", file]);
  });
}
