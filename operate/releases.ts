import { type HelmRecord } from "./plan";

/** The stack's own releases that Helm has no record of. They were uninstalled, and the state does not know it. */
export function goneFrom(records: readonly HelmRecord[], releases: ReadonlyMap<string, boolean>): readonly string[] {
  const known = new Set(records.map(idOf));
  return [...releases].flatMap(([id, isOwned]) => (isOwned && !known.has(id) ? [id] : []));
}

/**
 * The records because of which Helm refuses to work on the stack's releases. A pending record always blocks: "another operation
 * (install/upgrade/rollback) is in progress". The record of a failed install or of an interrupted uninstall blocks the name, if the state does not
 * have the release: "cannot re-use a name that is still in use". When the records are removed, an install takes over the objects that have the
 * release's name. See Helm's pkg/action/upgrade.go `prepareUpgrade` and install.go `availableName`.
 *
 * @param releases the stack's releases, as `namespace/name`, and whether the state has them
 */
export function blockers(
  records: readonly HelmRecord[],
  releases: ReadonlyMap<string, boolean>,
): { readonly stuck: readonly HelmRecord[]; readonly halfGone: readonly HelmRecord[] } {
  const own = records.filter((record) => releases.has(idOf(record)));
  const running = new Set(own.filter(({ status }) => status === "deployed").map(idOf));
  const isOwned = (record: HelmRecord) => releases.get(idOf(record)) === true;
  return {
    stuck: own.filter(
      (record) => record.status.startsWith("pending-") || (!isOwned(record) && !running.has(idOf(record))),
    ),
    halfGone: own.filter((record) => record.status === "uninstalling" && isOwned(record)),
  };
}

function idOf({ namespace, release }: HelmRecord): string {
  return `${namespace}/${release}`;
}
