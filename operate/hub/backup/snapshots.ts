import * as z from "zod";
import { type BackupFacts } from "../../../components/backup/facts";
import { claimsFolder, databaseClaim } from "../../../components/backup/names";
import { CannotLook } from "../cannot-look";
import { type About, aboutIn, userIn } from "./claims";

/** A copy of one claim, made at one time. */
export interface Snapshot {
  readonly id: string;
  /** When the backup began that it is of: ISO 8601, UTC. All copies of a backup have the same. */
  readonly time: string;
  /** Namespace of the hub. */
  readonly namespace: string;
  readonly claim: string;
  readonly about: About;
  /** Whether the claim was in use when it was copied. */
  readonly used: boolean;
  /** Whose it was. @default nobody's */
  readonly user?: string;
  /** @default restic did not count them */
  readonly files?: number;
  readonly bytes?: number;
}

/** @see https://restic.readthedocs.io/en/v0.18.1/075_scripting.html#snapshots */
const shape = z.array(
  z.object({
    id: z.string(),
    time: z.string(),
    hostname: z.string().default(""),
    paths: z.array(z.string()),
    tags: z.array(z.string()).default([]),
    // restic may leave out a 0.
    summary: z
      .object({ total_files_processed: z.number().default(0), total_bytes_processed: z.number().default(0) })
      .optional(),
  }),
);

/** The copies that restic lists, the newest first. What somebody else put there is left out. */
export function snapshotsIn(json: string): Snapshot[] {
  return shape
    .parse(JSON.parse(json) ?? [])
    .flatMap(({ id, time, hostname, paths, tags, summary }): Snapshot[] => {
      const about = aboutIn(tags);
      const claim = paths[0]?.startsWith(`${claimsFolder}/`) === true ? paths[0].split("/")[2] : undefined;
      if (about === undefined || claim === undefined) return [];
      const user = userIn(about);
      return [
        {
          ...{
            id,
            claim,
            about,
            used: tags.includes(usedTag),
            time: new Date(time).toISOString(),
            namespace: hostname,
          },
          ...(user !== undefined && { user }),
          ...(summary && { files: summary.total_files_processed, bytes: summary.total_bytes_processed }),
        },
      ];
    })
    .sort((one, other) => (one.time < other.time ? 1 : -1));
}

/** Tag of a copy of a claim that was in use. */
export const usedTag = "used";

/** What is wanted back. */
export interface Wanted {
  /** Namespace of the hub that was copied. */
  readonly namespace: string;
  /** The newest copies until then: ISO 8601, UTC. @default the newest of all */
  readonly at?: string;
  /** Whose volumes. @default everybody's, if the database is not wanted alone */
  readonly users?: readonly string[];
  /** Whether the database. @default if no users are named */
  readonly database?: boolean;
}

/**
 * The copies that bring back what is wanted: of each claim the newest one until the time.
 *
 * @throws CannotLook with what there is, if something that is wanted is not there
 */
export function chosen(all: readonly Snapshot[], wanted: Wanted): readonly Snapshot[] {
  const { namespace, at, users, database = users === undefined } = wanted;
  const here = all.filter((one) => one.namespace === namespace);
  if (here.length === 0) throw new CannotLook(noneOf(namespace, all));
  const inTime = here.filter(({ time }) => at === undefined || time <= at);
  if (inTime.length === 0) {
    const oldest = here.at(-1)?.time ?? "";
    throw new CannotLook(`There is no copy from before ${inWords(at ?? "")}. The oldest one is of ${inWords(oldest)}.`);
  }
  const newest = [...new Map([...inTime].reverse().map((one) => [one.claim, one])).values()];
  const missing = (users ?? []).filter((name) => !newest.some(({ user }) => user === name));
  if (missing.length > 0) {
    const known = [...new Set(newest.flatMap(({ user }) => user ?? []))].sort();
    throw new CannotLook(
      `There is no copy of a volume of ${missing.join(", ")}. There is one of ${known.length === 0 ? "nobody" : known.join(", ")}.`,
    );
  }
  if (wanted.database === true && !newest.some(({ claim }) => claim === databaseClaim))
    throw new CannotLook(
      `There is no copy of the hub's database${at === undefined ? "" : ` from before ${inWords(at)}`}.`,
    );
  const onlyDatabase = wanted.database === true && users === undefined;
  return newest
    .filter(({ claim, user }) => {
      if (claim === databaseClaim) return database;
      if (onlyDatabase) return false;
      return users === undefined || (user !== undefined && users.includes(user));
    })
    .sort((one, other) => rank(one) - rank(other) || (one.claim < other.claim ? -1 : 1));
}

const rank = ({ claim }: Snapshot) => (claim === databaseClaim ? 0 : 1);

function noneOf(namespace: string, all: readonly Snapshot[]): string {
  const others = [...new Set(all.map((one) => one.namespace))].sort();
  return others.length === 0
    ? "There is no backup yet. To make one: npm run hub -- backup"
    : `There is no backup of a hub in the namespace ${namespace}. There is one of ${others.join(", ")}: name it with --from.`;
}

/**
 * A time that a person writes, as ISO 8601, UTC: `2026-11-28 02:41`, `2026-11-28` (its end), or `3d` and `12h` (so long ago).
 *
 * @throws CannotLook if it is none
 */
export function momentOf(text: string, now: Date): string {
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (count !== undefined)
    return new Date(now.getTime() - Number(count) * (unit === "d" ? 24 : 1) * 3_600_000).toISOString();
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?)?$/.exec(text) ?? [];
  // A minute that is named is wanted to its end.
  const end = time === undefined ? "23:59:59.999" : time.length === 5 ? `${time}:59.999` : time;
  const moment = new Date(`${day ?? ""}T${end}Z`);
  // A day that a month does not have would be one of the next.
  if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day ?? "")) return moment.toISOString();
  throw new CannotLook(`--at ${text} is no time: write 2026-11-28, "2026-11-28 02:41" (UTC), 3d or 12h.`);
}

/** A time for people: `2026-11-28 02:41 UTC`. */
export function inWords(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

/** Days after which nothing of a volume is kept that is gone. */
export function longestKept({ days, weeks, months }: BackupFacts["keep"]): number {
  return Math.max(days, weeks * 7, months * 31);
}

/** Time in which every copy is kept: one that was made by hand before a change is still there when the next of the schedule came. */
const whole = "2d";

/**
 * How restic is told how long copies are kept: counted back from the newest one of each claim.
 * @see https://restic.readthedocs.io/en/v0.18.1/060_forget.html#removing-snapshots-according-to-a-policy
 */
export function policyOf({ days, weeks, months }: BackupFacts["keep"]): readonly string[] {
  return [
    ...["--keep-within", whole],
    ...["--keep-within-daily", `${days}d`],
    ...(weeks > 0 ? ["--keep-within-weekly", `${weeks * 7}d`] : []),
    ...(months > 0 ? ["--keep-within-monthly", `${months}m`] : []),
  ];
}

/**
 * Copies of claims that are gone, once the newest of them is as old as anything that is kept. restic's policy would keep them for ever: it counts from a claim's
 * newest copy, and there is never a newer one.
 */
export function outlived(
  all: readonly Snapshot[],
  claims: readonly string[],
  { namespace, keep, now }: { readonly namespace: string; readonly keep: BackupFacts["keep"]; readonly now: Date },
): readonly string[] {
  const oldest = new Date(now.getTime() - longestKept(keep) * 86_400_000).toISOString();
  const gone = all.filter((one) => one.namespace === namespace && !claims.includes(one.claim));
  const young = new Set(gone.filter(({ time }) => time > oldest).map(({ claim }) => claim));
  return gone.filter(({ claim }) => !young.has(claim)).map(({ id }) => id);
}
