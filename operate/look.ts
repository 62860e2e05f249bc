import { type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { type Access, type HelmRecords } from "./helm";
import { idOf } from "./ids";
import { type Findings, type Missing } from "./plan";
import { locks, stateFolder } from "./state-files";

/** A stack to be looked at, and how to get at what is around it. */
export interface Patient {
  readonly stack: Stack;
  /** Path of the engine. */
  readonly command: string;
  /** Helm's records in the cluster that the state leads to. */
  readonly helm: (access: Access) => HelmRecords;
  /** The command with which a person runs an operation on it. */
  readonly commandOf: (verb: "up" | "preview") => string;
  /** Azure subscription, where the state does not tell. */
  readonly subscription: () => Promise<string | undefined>;
}

const record = z.record(z.string(), z.unknown());
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  inputs: record.default({}),
});
const deployment = z.object({
  resources: z.array(resource).default([]),
  pending_operations: z.array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) })).default([]),
});
type State = z.output<typeof deployment>;

/** What was found, and where Helm's records are. */
export interface Seen {
  readonly findings: Findings;
  readonly helm?: HelmRecords;
}

/** Looks at a stack, its state, its cluster and its clouds. Changes nothing. */
export async function look(patient: Patient): Promise<Seen> {
  const { stack } = patient;
  const nothing = {
    stack: stack.name,
    locked: false,
    pending: [],
    stuck: [],
    missing: [],
    unseen: [],
  };
  const folder = await stateFolder(stack.workspace);
  const state = deployment.parse((await stack.exportStack()).deployment ?? {});
  const unseen: string[] = [];
  const access = accessIn(state);
  const helm = access && patient.helm(access);
  const namespace = (await stack.getAllConfig())["binderhub:namespace"]?.value ?? "binderhub";
  const stuck = await helm?.stuck(namespace).catch((error: unknown) => {
    unseen.push(`Helm's records. ${error instanceof Error ? error.message : String(error)}`);
    return [];
  });
  const findings = {
    ...nothing,
    locked: folder === undefined ? await updateInProgress(stack) : locks(folder, stack.name).length > 0,
    pending: state.pending_operations.map(({ type, resource: { urn } }) => ({ type, urn })),
    stuck: stuck ?? [],
    missing: await missing(patient, state, unseen),
    unseen,
  };
  return { findings, helm };
}

async function updateInProgress({ name, workspace }: Stack): Promise<boolean> {
  const stacks = await workspace.listStacks();
  return stacks.some((one) => (one.name === name || one.name.endsWith(`/${name}`)) && one.updateInProgress === true);
}

/** How the state's Kubernetes provider reaches its cluster. */
function accessIn({ resources }: State): Access | undefined {
  const inputs = resources.find(({ type }) => type === "pulumi:providers:kubernetes")?.inputs;
  const [kubeconfig, context] = [plain(inputs?.kubeconfig), plain(inputs?.context)];
  if (kubeconfig === undefined) return undefined;
  return context === undefined ? { kubeconfig } : { file: kubeconfig, context };
}

/** A text in the decrypted state. */
function plain(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const secret = z.object({ plaintext: z.string() }).safeParse(value);
  return secret.success ? z.string().parse(JSON.parse(secret.data.plaintext)) : undefined;
}

/** What a preview would create, and could be there already. */
async function missing(
  { stack, subscription, commandOf }: Patient,
  state: State,
  unseen: string[],
): Promise<readonly Missing[]> {
  const planned: EngineEvent[] = [];
  try {
    await stack.preview({ onEvent: (event) => void planned.push(event), color: "never" });
  } catch {
    unseen.push(`what exists in the clouds. ${commandOf("preview")} fails, and says why`);
    return [];
  }
  const inId = /^\/subscriptions\/([^/]+)\//;
  const subscribed = state.resources.map(({ id }) => inId.exec(id)?.[1]).find((id) => id !== undefined);
  const azure = subscribed ?? (await subscription());
  const known = new Set(state.resources.flatMap(({ urn, id }) => [urn, `${urn}::${id}`]));
  return planned.flatMap(({ resourcePreEvent }) => {
    const { op, urn, type, new: now } = resourcePreEvent?.metadata ?? {};
    if (op !== "create" || urn === undefined || type === undefined || now === undefined) return [];
    const { parent, provider } = now;
    const inputs = now.inputs as Readonly<Record<string, unknown>>;
    const id = idOf(type, inputs, azure);
    // What had no parent or no provider yet was not begun.
    return id !== undefined && known.has(parent) && known.has(provider)
      ? [{ urn, type, id, inputs, parent, provider }]
      : [];
  });
}
