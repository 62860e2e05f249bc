import { type HelmRecord } from "./plan";

/** Of which of the stack's own releases Helm has no record: they were uninstalled, and the state does not know. */
export function goneFrom(records: readonly HelmRecord[], releases: ReadonlyMap<string, boolean>): readonly string[] {
  const known = new Set(records.map(idOf));
  return [...releases].flatMap(([id, isOwned]) => (isOwned && !known.has(id) ? [id] : []));
}

/**
 * Which of Helm's records keep it from working on the stack's releases. One that is pending always does: "another operation
 * (install/upgrade/rollback) is in progress". What is left of a failed install, or of an interrupted deinstallation, takes the name of
 * a release that the state does not have: "cannot re-use a name that is still in use". Once they are gone, an install takes over the
 * objects that bear the release's name. See Helm's pkg/action/upgrade.go `prepareUpgrade` and install.go `availableName`.
 *
 * @param releases the stack's, as `namespace/name`, and whether the state has them
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
