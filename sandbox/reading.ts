import diff from "microdiff";
import { type Thing } from "./clouds";
import { type Properties } from "./model";
import { blotted, isSecret } from "./wire";

/** Outputs as the cloud has them now; what it shows to nobody is taken from the state. */
export function currentOutputs({ properties }: Thing, known: Properties): Properties {
  return restored(properties, known) as Properties;
}

/** Inputs that stand in Azure's ids, and not in what Azure answers: the provider takes them from the state, if they are there. */
const inIds = new Set([
  ...["resourceGroupName", "resourceName", "agentPoolName", "publicIpAddressName", "registryName"],
  ...["zoneName", "recordType", "relativeRecordSetName", "scope", "roleAssignmentName"],
]);

/**
 * Inputs that would make the thing as it is now: the state's, with what has changed since. Where the state knows no outputs, all has
 * changed: they are what was once asked for, and what the cloud decided where nobody asked.
 *
 * @param settable what the cloud decides where nobody asks: an input as soon as it has changed
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go for `Read`
 */
export function currentInputs(
  thing: Thing,
  inputs: Properties,
  outputs: Properties,
  settable: readonly string[] = [],
): Properties {
  if (Object.keys(outputs).length === 0) {
    const answered = Object.entries(thing.given ?? thing.properties).filter(([key]) => !inIds.has(key));
    const decided = settable.map((key): [string, unknown] => [key, thing.properties[key]]);
    return { ...inputs, ...Object.fromEntries([...answered, ...decided]) };
  }
  const now = currentOutputs(thing, outputs);
  const drifted = diff(asRecord(blotted(outputs)), asRecord(blotted(now))).map(({ path }) => String(path[0]));
  const taken = [...new Set(drifted)].filter(
    (key) => Object.hasOwn(inputs, key) || !Object.hasOwn(outputs, key) || settable.includes(key),
  );
  const changed = taken.map((key): [string, unknown] => [key, now[key]]);
  return Object.fromEntries(
    Object.entries({ ...inputs, ...Object.fromEntries(changed) }).filter(([, value]) => value !== undefined),
  );
}

/** A value from the clouds, with the secrets of the state in the places that are blotted out. */
function restored(value: unknown, known: unknown): unknown {
  if (isSecret(known) && JSON.stringify(blotted(known)) === JSON.stringify(value)) return known;
  if (Array.isArray(value))
    return value.map((item, index) => restored(item, Array.isArray(known) ? known[index] : undefined));
  if (typeof value !== "object" || value === null) return value;
  const beside = typeof known === "object" && known !== null ? asRecord(known) : {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restored(inner, beside[key])]));
}

function asRecord(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
