import { type Stack } from "@pulumi/pulumi/automation";
import * as z from "zod";
import { entriesFor } from "./entries";
import { type Access, type HelmRecords } from "./helm";
import { idOf } from "./ids";
import { type Findings, type HelmRecord, type Missing } from "./plan";
import { type Plan, type Planned, planned } from "./planned";
import { blockers, goneFrom } from "./releases";
import { besideOld } from "./replaced";
import { locks, stateFolder } from "./state-files";
import { type Subscription, subscriptionIn } from "./subscription";

/** A stack to look at, and how to reach its cluster and its subscription. */
export interface Patient {
  readonly stack: Stack;
  /** Path of the engine. */
  readonly command: string;
  /** Helm's records in the cluster that the state names. */
  readonly helm: (access: Access) => HelmRecords;
  /** The command that a person types to run an operation on it. */
  readonly commandOf: (verb: "up" | "preview") => string;
  /** Environment variable `ARM_SUBSCRIPTION_ID`. */
  readonly environmentSubscription: string | undefined;
  /** The subscription that az is logged in to. */
  readonly azSubscription: () => Promise<Subscription | undefined>;
}

const record = z.record(z.string(), z.unknown());
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().default(""),
  external: z.boolean().default(false),
  delete: z.boolean().default(false),
  pendingReplacement: z.boolean().default(false),
  inputs: record.default({}),
});
const deployment = z.object({
  resources: z.array(resource).default([]),
  pending_operations: z.array(z.object({ type: z.string(), resource })).default([]),
});
type State = z.output<typeof deployment>;

const releaseType = "kubernetes:helm.sh/v3:Release";

/** What was found, and where Helm's records are. */
export interface Seen {
  readonly findings: Findings;
  readonly helm?: HelmRecords;
}

/**
 * Looks at a stack, its state, its cluster and its clouds. Changes nothing.
 *
 * @param absent URNs of resources that were looked for and do not exist
 * @throws if the resources in the state are in another Azure subscription than the one that the next run would use
 */
export async function look(patient: Patient, absent: ReadonlySet<string> = new Set()): Promise<Seen> {
  const { stack } = patient;
  const folder = await stateFolder(stack.workspace);
  const state = deployment.parse((await stack.exportStack()).deployment ?? {});
  const unseen: string[] = [];
  const config = await stack.getAllConfig();
  const access = accessIn(state);
  const helm = access && patient.helm(access);
  const wanted = releasesIn(state, config["binderhub:namespace"]?.value ?? "binderhub");
  const records = helm && (await recordsOf(helm, wanted, unseen));
  const inputs = state.resources.filter((one) => !one.delete).map((one) => [one.urn, one.inputs] as const);
  const plan = await planned(stack, new Map(inputs)).catch((): undefined => {
    unseen.push(
      `what exists in the clouds, because the preview fails. To see why, run ${patient.commandOf("preview")}`,
    );
  });
  const findings = {
    stack: stack.name,
    locked: folder === undefined ? await updateInProgress(stack) : locks(folder, stack.name).length > 0,
    pending: state.pending_operations.map(({ type, resource: { urn } }) => ({ type, urn })),
    ...blockers(records ?? [], wanted),
    gone: records === undefined ? [] : goneFrom(records, wanted),
    ...(await missing(patient, state, plan ?? nothingPlanned, absent, config["azure-native:subscriptionId"]?.value)),
    unseen,
  };
  return { findings, helm };
}

const nothingPlanned: Plan = { created: [], kept: new Set() };

async function updateInProgress({ name, workspace }: Stack): Promise<boolean> {
  const stacks = await workspace.listStacks();
  return stacks.some((one) => (one.name === name || one.name.endsWith(`/${name}`)) && one.updateInProgress === true);
}

/** How the state's Kubernetes provider reaches its cluster. */
function accessIn({ resources }: State): Access | undefined {
  const providers = resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
  const { inputs } = providers.find((one) => !one.delete) ?? providers[0] ?? {};
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

/** The stack's releases as `namespace/name`, and whether the state has them: the one in the settings, and those whose operation was interrupted. */
function releasesIn(state: State, namespace: string): ReadonlyMap<string, boolean> {
  const begun = state.pending_operations.map((pending) => pending.resource).filter(({ type }) => type === releaseType);
  const owned = state.resources.filter(({ type, external }) => type === releaseType && !external);
  const idIn = ({ type, inputs, id }: (typeof begun)[number]) => idOf(type, inputs, undefined) ?? id;
  return new Map([
    // The release has the same name as the namespace.
    [`${namespace}/${namespace}`, false],
    ...begun.map((one): [string, boolean] => [idIn(one), false]),
    ...owned.map((one): [string, boolean] => [one.id, true]),
  ]);
}

/** Helm's records. `undefined` if they cannot be read. */
async function recordsOf(
  helm: HelmRecords,
  wanted: ReadonlyMap<string, boolean>,
  unseen: string[],
): Promise<readonly HelmRecord[] | undefined> {
  const namespaces = new Set([...wanted.keys()].map((id) => id.slice(0, id.indexOf("/"))));
  try {
    const found: HelmRecord[] = [];
    for (const namespace of namespaces) found.push(...(await helm.records(namespace)));
    return found;
  } catch (error) {
    unseen.push(`Helm's records. ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What a preview would create, and what could exist already. */
async function missing(
  { environmentSubscription, azSubscription }: Patient,
  state: State,
  plan: Plan,
  absent: ReadonlySet<string>,
  configured: string | undefined,
): Promise<Pick<Findings, "missing" | "later" | "plan" | "subscription" | "isWithoutTokens">> {
  const known = state.resources.filter(({ external }) => !external);
  const isAzure = ({ type }: { readonly type: string }) => type.startsWith("azure-native:");
  const subscription = [...known, ...plan.created].some(isAzure)
    ? await subscriptionIn({
        configured,
        environment: environmentSubscription,
        ids: known.filter(isAzure).map(({ id }) => id),
        az: azSubscription,
      })
    : undefined;
  const created = plan.created.flatMap((one): Planned[] => {
    const old = known.filter(({ urn }) => urn === one.urn);
    return old.length === 0
      ? [one]
      : isReplaced(one, old, subscription?.id)
        ? [{ ...one, urn: besideOld(one.urn) }]
        : [];
  });
  const things = created.flatMap((one): Missing[] => {
    const id = idOf(one.type, one.inputs, subscription?.id);
    return id === undefined || absent.has(one.urn) ? [] : [{ ...one, id }];
  });
  const reachable = new Set(entriesFor(things, { ...plan, created }, known).map(({ urn }) => urn));
  const hasRelease = known.some(({ type }) => type === releaseType);
  return {
    missing: things.filter(({ urn }) => reachable.has(urn)),
    later: things.filter(({ urn }) => !reachable.has(urn)),
    plan: { ...plan, created },
    subscription,
    isWithoutTokens: hasRelease && created.some(({ type }) => type === "random:index/randomBytes:RandomBytes"),
  };
}

/** Whether the replacement of a resource in the state can exist already: it has another id, or the old resource was deleted first. */
function isReplaced({ type, inputs }: Planned, old: State["resources"], subscription: string | undefined): boolean {
  const id = idOf(type, inputs, subscription)?.toLowerCase();
  return id !== undefined && old.every((one) => one.pendingReplacement || one.id.toLowerCase() !== id);
}
