import { randomUUID } from "node:crypto";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { type Missing } from "./plan";
import { type Plan, type Planned } from "./planned";

/** A resource of the state, as far as it is to be written. */
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

/** What a value is in a plan that nobody knows before it is made (`UnknownStringValue` in the engine's sdk/go/common/resource). */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether everything in a planned value is known. */
export function isKnown(value: unknown): boolean {
  return !JSON.stringify(value).includes(unknown);
}

/**
 * Entries of a state for things that may exist, and for what they hang on and the state lost too: their components and providers. Each
 * comes after what it needs. Left out is what cannot be reached yet: its provider depends on something that has to be found first.
 *
 * Things are marked as external: until they are found they are not the stack's. The engine makes what is so marked and is in the
 * program, and never deletes it (`wasExternal` in pkg/resource/deploy/step_generator.go, `DeleteStep` in step.go): whoever is
 * interrupted here leaves a state that says no more than before.
 *
 * @param known resources that the state has
 */
export function entriesFor(missing: readonly Missing[], plan: Plan, known: readonly Reference[]): readonly Entry[] {
  const ids = new Map(known.map(({ urn, id }) => [urn, id]));
  const created = new Map(plan.created.map((one) => [one.urn, one]));
  const things = new Map(missing.map((one) => [one.urn, one]));
  const entries: Entry[] = [];

  /** Whether the state has it, or will have. */
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

/** Of resources those that are things, and those that things hang on. */
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
 * What a resource is written with. Azure does not answer what stands in an id (the resource group, the name): its provider takes that
 * from an import's id or from the state's inputs. The Kubernetes provider takes all from the id where there is nothing else.
 */
function content({ type, inputs }: Planned, id: string | undefined): Pick<Entry, "inputs" | "outputs"> {
  if (isProvider(type)) return { inputs, outputs: inputs };
  if (type === "kubernetes:helm.sh/v3:Release" && id !== undefined) return releaseContent(id);
  if (!type.startsWith("azure-native:")) return { inputs: {}, outputs: {} };
  return { inputs: Object.fromEntries(Object.entries(inputs).filter(([, value]) => isKnown(value))), outputs: {} };
}

/**
 * A release's values are read back from Helm as they are, passwords and tokens with them. They are secret only where they were so
 * before.
 * @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/helm_release.go `Read`, `checkpointRelease`
 */
function releaseContent(id: string): Pick<Entry, "inputs" | "outputs"> {
  const [namespace, name] = id.split("/");
  const inputs = { namespace, name, values: secret({}) };
  return { inputs, outputs: { ...inputs, __inputs: secret(inputs) } };
}

/**
 * A secret, as a state that is imported may have it; the engine encrypts it.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/stack/deployment.go `DeserializePropertyValue`
 */
function secret(value: unknown) {
  return { [specialSigKey]: specialSecretSig, plaintext: JSON.stringify(value) };
}
