import { type Claim } from "./claims";
import { type Snapshot } from "./snapshots";

/** What is known of volumes before a backup. */
export interface Known {
  /** Copies that this hub's claims have: the newest first. */
  readonly copies: readonly Snapshot[];
  /** Claims that a pod uses now. */
  readonly inUse: ReadonlySet<string>;
  /** When people were last active: ISO 8601, UTC, by their names. @default nobody knows, and all volumes are copied */
  readonly active?: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Days after which a volume is copied even if nobody used it. */
const atLeast = 7;

/** Hours by which a copy must be younger than the last activity: the hub hears of it some time later. */
const margin = 1;

/**
 * The claims to copy, those first that have no copy, or the oldest. So what one backup had no time for is in the next.
 *
 * A person's volume is left out if nobody can have changed it: it is not used now, nor was it when the last copy was made, and the person has not been active since.
 * It must be attached to be read, which is what takes long.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/singleuser/extension.py `keep_activity_updated`
 */
export function due(claims: readonly Claim[], { copies, inUse, active, now }: Known): readonly Claim[] {
  const newest = new Map([...copies].reverse().map((copy) => [copy.claim, copy]));
  const earlier = (hours: number, time: string | Date) =>
    new Date(new Date(time).getTime() - hours * 3_600_000).toISOString();
  const isUnchanged = ({ name, kind, user }: Claim) => {
    const last = newest.get(name);
    if (kind !== "person" || last === undefined || last.used || inUse.has(name) || active === undefined) return false;
    const activity = user === undefined ? undefined : active.get(user);
    return last.time > earlier(atLeast * 24, now) && (activity === undefined || activity < earlier(margin, last.time));
  };
  const age = ({ name }: Claim) => newest.get(name)?.time ?? "";
  return claims
    .filter((claim) => !isUnchanged(claim))
    .sort((one, other) => (age(one) === age(other) ? 0 : age(one) < age(other) ? -1 : 1));
}
