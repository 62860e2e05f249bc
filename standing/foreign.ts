import { at, isRecord } from "../settings/untyped";

type Properties = Readonly<Record<string, unknown>>;

/** What Azure only tells, wherever it stands in what can be set: in the SDK's responses, not in its arguments. */
const toldOnly = new Set([
  ...["effectiveOutboundIPs", "fqdn", "identity", "issuerURL", "lastUpdatedTime"],
  ...["provisioningInfo", "provisioningState"],
]);

/**
 * A resource as it is to be: what is asked, and what is there and was never ours, below objects too. Lists are taken whole.
 *
 * A request says all that a resource is to be: what it leaves out, Azure may set back to its default. So does `az aks update`, too: it
 * asks for the cluster as it is, with what changes.
 * @see https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acs/managed_cluster_decorator.py `update_mc`
 *
 * @param names the properties that others may write into
 * @param before what was asked before; of that, what is asked no more goes
 */
export function withForeignProperties<Args extends object>(
  asked: Args,
  names: readonly string[],
  live: Properties,
  before: unknown,
): Args {
  const theirs = Object.fromEntries(names.filter((name) => name in live).map((name) => [name, live[name]]));
  return { ...asked, ...foreignIn(asked, theirs, before) };
}

/** The properties of what is there that are not ours alone. */
function foreignIn(asked: object, live: Properties, before: unknown): Properties {
  const found = Object.entries(live).map(([name, theirs]) => {
    const [ours, was] = [at(asked, name), at(before, name)];
    if (toldOnly.has(name) || theirs === undefined || theirs === null) return [name, undefined];
    if (isRecord(theirs) && (ours === undefined || isRecord(ours)) && (was === undefined || isRecord(was))) {
      const both = { ...ours, ...foreignIn(ours ?? {}, theirs, was) };
      return [name, Object.keys(both).length === 0 ? undefined : both];
    }
    return [name, ours ?? (was === undefined ? theirs : undefined)];
  });
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Properties;
}
