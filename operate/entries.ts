import { randomUUID } from "node:crypto";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { type Missing } from "./plan";
import { type Plan, type Planned } from "./planned";

/** The part of a resource in the state that is written here. */
export interface Entry {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly external?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies: readonly string[];
}

/** In a plan, this text stands for a value that is not known yet (`UnknownStringValue` in the engine's sdk/go/common/resource). */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether no part of a planned value is unknown. */
export function isKnown(value: unknown): boolean {
  return !JSON.stringify(value).includes(unknown);
}

/**
 * State entries for resources that may exist. If the state also lost their components and providers, there are entries for those too. Each
 * entry comes after what it needs. A resource is left out if it cannot be reached yet, because its provider depends on something that must be
 * found first.
 *
 * The resources are marked as external: until they are found, they do not belong to the stack. If an external resource is in the program, the
 * engine creates it. The engine never deletes it (`wasExternal` in pkg/resource/deploy/step_generator.go, `DeleteStep` in step.go). So an
 * interruption leaves a state that is still right.
 *
 * @param known resources that the state has
 */
export function entriesFor(missing: readonly Missing[], plan: Plan, known: readonly Reference[]): readonly Entry[] {
  const ids = new Map(known.map(({ urn, id }) => [urn, id]));
  const created = new Map(plan.created.map((one) => [one.urn, one]));
  const things = new Map(missing.map((one) => [one.urn, one]));
  const entries: Entry[] = [];

  /** Whether the state has the resource, or will have it. */
  const take = (urn: string): boolean => {
    if (ids.has(urn)) return true;
    const one = created.get(urn);
    if (one === undefined) return false;
    const id = idFor(one);
    if (id === undefined && one.custom) return false;
    const needs = [one.parent, providerOf(one)].filter((needed) => needed !== undefined);
    if (!needs.every(take)) return false;
    const provider = referenceTo(providerOf(one));
    ids.set(urn, id);
    entries.push({
      urn,
      type: one.type,
      custom: one.custom,
      ...(id !== undefined && { id }),
      ...(things.has(urn) && { external: true }),
      ...content(one, id),
      ...(one.parent !== undefined && { parent: one.parent }),
      ...(provider !== undefined && { provider }),
      dependencies: one.dependencies.filter((dependency) => take(dependency)),
    });
    return true;
  };

  const referenceTo = (provider: string | undefined) => {
    const id = provider === undefined ? undefined : ids.get(provider);
    return id === undefined ? undefined : `${String(provider)}::${id}`;
  };

  const idFor = ({ urn, type, inputs, dependencies }: Planned) => {
    if (!isProvider(type)) return things.get(urn)?.id;
    const isConfigured = isKnown(inputs) && dependencies.every((dependency) => plan.kept.has(dependency));
    return isConfigured ? randomUUID() : undefined;
  };

  for (const { urn } of missing) take(urn);
  const kept = needed(entries, ({ external }) => external === true);
  const there = new Set([...known, ...kept].map(({ urn }) => urn));
  return kept.map((entry) => ({ ...entry, dependencies: entry.dependencies.filter((urn) => there.has(urn)) }));
}

/** A resource that the state has. */
export interface Reference {
  readonly urn: string;
  readonly id?: string;
}

/** From a list of resources, the things, and the components and providers that the things need. */
export function needed<T extends Pick<Planned, "urn" | "parent" | "provider">>(
  resources: readonly T[],
  isThing: (resource: T) => boolean,
): readonly T[] {
  const wanted = new Set<string>();
  for (const one of [...resources].reverse()) {
    if (!isThing(one) && !wanted.has(one.urn)) continue;
    wanted.add(one.urn);
    for (const urn of [one.parent, providerOf(one)]) if (urn !== undefined) wanted.add(urn);
  }
  return resources.filter(({ urn }) => wanted.has(urn));
}

function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** URN of the provider that a reference names. */
function providerOf({ provider }: Pick<Planned, "provider">): string | undefined {
  return provider === undefined || provider === "" ? undefined : provider.slice(0, provider.lastIndexOf("::"));
}

/**
 * The content of a resource's entry. Azure's answer does not have the parts of the id (the resource group, the name). Its provider takes them
 * from the id of an import or from the inputs in the state. If there are no inputs, the Kubernetes provider takes everything from the id.
 */
function content({ type, inputs }: Planned, id: string | undefined): Pick<Entry, "inputs" | "outputs"> {
  if (isProvider(type)) return { inputs, outputs: inputs };
  if (type === "kubernetes:helm.sh/v3:Release" && id !== undefined) return releaseContent(id);
  if (!type.startsWith("azure-native:")) return { inputs: {}, outputs: {} };
  return { inputs: Object.fromEntries(Object.entries(inputs).filter(([, value]) => isKnown(value))), outputs: {} };
}

/**
 * The provider reads a release's values from Helm unchanged, with passwords and tokens. They are secret only if they were secret before.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/helm_release.go `Read`, `checkpointRelease`
 */
function releaseContent(id: string): Pick<Entry, "inputs" | "outputs"> {
  const [namespace, name] = id.split("/");
  const inputs = { namespace, name, values: secret({}) };
  return { inputs, outputs: { ...inputs, __inputs: secret(inputs) } };
}

/**
 * A secret in a state that is imported. The engine encrypts it.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/stack/deployment.go `DeserializePropertyValue`
 */
function secret(value: unknown) {
  return { [specialSigKey]: specialSecretSig, plaintext: JSON.stringify(value) };
}
