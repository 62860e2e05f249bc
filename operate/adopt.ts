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
 * Takes what exists into the state: each resource is written there by its id, as somebody else's, and a refresh of just these reads
 * what they are like, or forgets them where there is no such thing. One write then makes the stack's own what was found.
 * `pulumi import` does the same, but one by one, fails at the first that is not there, and needs the program's language.
 *
 * @returns URNs of those that exist
 */
export async function adopt(
  stack: Stack,
  command: string,
  missing: readonly Missing[],
  plan: Plan,
): Promise<readonly string[]> {
  const sought = new Map(missing.map((one) => [one.urn, one]));
  const state = await exportState(stack, command);
  // What an adoption that was interrupted has left is nobody's yet.
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

/** A thing that was found, now the stack's, with the inputs that the program has a say in. */
function owned(one: Resource, planned: Missing["inputs"]): Resource {
  // Of a release its provider reads all that matters, and as a secret: the next run sets its values anyway.
  if (one.type === "kubernetes:helm.sh/v3:Release") return { ...one, external: false };
  const inputs = askedFor(planned, one.inputs ?? {});
  return { ...one, inputs, ...(one.outputs && { outputs: withInputs(one.outputs, inputs) }), external: false };
}

/**
 * The Kubernetes provider keeps an object's inputs among its outputs, too, and compares with these.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go `parseCheckpointObject`
 */
function withInputs(outputs: Record<string, unknown>, inputs: Missing["inputs"]): Record<string, unknown> {
  return "__inputs" in outputs ? { ...outputs, __inputs: inputs } : outputs;
}

function withResources(state: Exported, change: (resources: readonly Resource[]) => readonly Resource[]): Exported {
  return { ...state, deployment: { ...state.deployment, resources: [...change(state.deployment.resources)] } };
}

/** The state, secrets encrypted. */
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
