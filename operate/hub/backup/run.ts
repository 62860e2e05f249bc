import * as z from "zod";
import { type BackupFacts } from "../../../components/backup/facts";
import { claimsFolder } from "../../../components/backup/names";
import { hoursOf } from "../../../components/backup/schedule";
import { messageOf } from "../../../sandbox/error-message";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { inPod } from "../python";
import { type Claim, claimsToCopy, nodesOf, tagOf } from "./claims";
import { due } from "./due";
import { codes, lastLine, Restic, whyNot } from "./restic";
import { outlived, policyOf, snapshotsIn, usedTag } from "./snapshots";
import { groups } from "./volume-pod";

/** What came of one claim. */
export interface Copied {
  readonly claim: string;
  readonly kind: Claim["kind"];
  /** Whose it is. @default nobody's */
  readonly user?: string;
  readonly state: "copied" | "incomplete" | "failed";
  readonly files?: number;
  readonly bytes?: number;
  /** Bytes that the repository did not have yet. */
  readonly added?: number;
  /** Why it is not all there. */
  readonly why?: string;
}

/** What came of a backup. */
export interface BackupReport {
  /** When it began, which is the time of all its copies: ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  readonly copies: readonly Copied[];
  /** Volumes that nobody used since their last copy. */
  readonly unchanged: number;
  /** Why the database is not among them. @default it is */
  readonly withoutDatabase?: string;
  /** Why older copies were not deleted. @default those that are too old were */
  readonly notTidied?: string;
}

/** What a backup works with. */
export interface BackupWork {
  readonly cluster: Cluster;
  readonly facts: BackupFacts;
  readonly cleanUp: CleanUp;
  readonly clock: Clock;
  /** Says why nothing happens. */
  readonly say: (line: string) => void;
  /** Called for each claim that is done. */
  readonly done: (copied: Copied, count: number, of: number) => void;
}

/** Volumes that are copied at the same time. Each one's disk is attached for it, unless it is in use. */
const atOnce = 3;

/** Seconds before the end of a backup's time after which no volume is begun: the last ones are done, and what is too old is deleted. */
const closing = 3600;

/** Seconds for one volume. */
const longest = 2 * 3600;

/** File with the copy of the database, on the hub's volume. */
export const databaseCopy = "backup.sqlite";

/**
 * Copies people's volumes, shared folders and the hub's database, and deletes copies that are too old. Servers run on meanwhile: a file is copied as it is at that
 * moment.
 *
 * @throws CannotLook if nothing could be copied at all
 */
export async function backUp(work: BackupWork): Promise<BackupReport> {
  const { cluster, facts, cleanUp, clock } = work;
  const { namespace, core } = cluster;
  const began = new Date();
  began.setMilliseconds(0);
  const restic = new Restic(cluster, facts, cleanUp, clock, work.say);
  const [claims, pods] = await Promise.all([
    cluster.ask("list claims", core.listNamespacedPersistentVolumeClaim({ namespace })),
    cluster.ask("list pods", core.listNamespacedPod({ namespace })),
    restic.init(),
  ]);
  const wanted = claimsToCopy(claims.items);
  const nodes = nodesOf(pods.items);
  const database = wanted.some(({ kind }) => kind === "database") ? await copyDatabase(work) : { without: noClaim };
  const withoutDatabase = database.without;
  const all = wanted.filter(({ kind }) => kind !== "database" || withoutDatabase === undefined);
  // Without the list, everything is copied. Why there is none is told where it is needed: what is too old is not deleted.
  const before = await restic.snapshots().then(snapshotsIn, () => []);
  const known = {
    copies: before.filter((one) => one.namespace === namespace),
    inUse: new Set(nodes.keys()),
    now: began,
  };
  const todo = due(all, { ...known, ...(database.active && { active: database.active }) });
  const copies: Copied[] = [];
  const end = clock.now() + (hoursOf(facts.every) / 2) * 3600 - closing;
  await eachOf(todo, atOnce, async (claim) => {
    if (cleanUp.signal.aborted) return;
    const copied =
      clock.now() < end
        ? await copyOf(claim, { restic, began, namespace, node: nodes.get(claim.name) })
        : {
            ...namesOf(claim),
            state: "failed" as const,
            why: "there was no time left: it comes first in the next backup",
          };
    copies.push(copied);
    work.done(copied, copies.length, todo.length);
  });
  if (cleanUp.signal.aborted) throw new CannotLook("Interrupted.");
  const names = claims.items.map(({ metadata }) => metadata?.name ?? "");
  const notTidied = await tidied(restic, { facts, namespace, names, began }).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  return {
    began: began.toISOString(),
    seconds: Math.round((Date.now() - began.getTime()) / 1000),
    copies: copies.sort((one, other) => (one.claim < other.claim ? -1 : 1)),
    unchanged: all.length - todo.length,
    ...(withoutDatabase !== undefined && { withoutDatabase }),
    ...(notTidied !== undefined && { notTidied }),
  };
}

const noClaim = "the hub keeps it on no volume: where it is a database server's, that makes its own backups";

const answer = z.object({ elsewhere: z.literal(true).optional(), active: z.record(z.string(), z.string()).optional() });

/** Why there is no copy of the database, or when people were last active. */
interface DatabaseCopy {
  readonly without?: string;
  readonly active?: ReadonlyMap<string, string>;
}

/** Copies the database to a file beside it. */
async function copyDatabase({ cluster, cleanUp }: BackupWork): Promise<DatabaseCopy> {
  const python = (verb: "copy" | "remove") => inPod(cluster, "hub", "database.py", [verb, databaseCopy], 300);
  try {
    // Also where it fails: half of a copy takes room too.
    cleanUp.owe("The copy of the database on the hub's own volume", () => python("remove"), 60);
    const { elsewhere, active = {} } = answer.parse(await python("copy"));
    return elsewhere === true ? { without: noClaim } : { active: new Map(Object.entries(active)) };
  } catch (error) {
    return { without: `it could not be copied: ${messageOf(error)}` };
  }
}

interface Copying {
  readonly restic: Restic;
  readonly began: Date;
  readonly namespace: string;
  readonly node: string | undefined;
}

async function copyOf(claim: Claim, { restic, began, namespace, node }: Copying): Promise<Copied> {
  const { name, kind } = claim;
  const known = namesOf(claim);
  const folder = `${claimsFolder}/${name}`;
  const command = [
    ...["restic", "backup", "--json", "--retry-lock", "30m", "--host", namespace, "--time", inResticsForm(began)],
    ...[
      "--tag",
      tagOf(claim.about),
      ...(node === undefined ? [] : ["--tag", usedTag]),
      "--exclude",
      `${folder}/lost+found`,
    ],
    kind === "database" ? `${folder}/${databaseCopy}` : folder,
  ];
  try {
    const group = kind === "database" ? groups.database : groups.person;
    const pod = { command, group, claim: { name, readOnly: true }, ...(node !== undefined && { node }) };
    const said = await restic.run(pod, longest);
    const { code, killed, out } = said;
    const { summary, wrong } = resultIn(out);
    if (code === 0 && summary !== undefined) return { ...known, state: "copied", ...summary };
    if (code === codes.incomplete && summary !== undefined)
      return { ...known, state: "incomplete", ...summary, why: wrong.slice(0, 3).join("; ") };
    return { ...known, state: "failed", why: killed ?? wrong.at(-1) ?? whyNot(said) };
  } catch (error) {
    return { ...known, state: "failed", why: messageOf(error) };
  }
}

function namesOf({ name, kind, user }: Claim) {
  return { claim: name, kind, ...(user !== undefined && { user }) };
}

/** @see https://github.com/restic/restic/blob/v0.18.1/cmd/restic/cmd_backup.go `TimeFormat`: local time, which in the image is UTC */
function inResticsForm(time: Date): string {
  return time.toISOString().slice(0, 19).replace("T", " ");
}

const message = z.looseObject({ message_type: z.string() });
// restic may leave out a 0.
const summaryShape = z.object({
  total_files_processed: z.number().default(0),
  total_bytes_processed: z.number().default(0),
  data_added: z.number().default(0),
});

/**
 * What restic printed, a JSON object in each line.
 * @see https://restic.readthedocs.io/en/v0.18.1/075_scripting.html#backup
 */
export function resultIn(out: string) {
  const wrong: string[] = [];
  let summary: Pick<Copied, "files" | "bytes" | "added"> | undefined;
  for (const line of out.split("\n")) {
    const parsed = message.safeParse(json(line));
    if (!parsed.success) continue;
    const { message_type: type, ...rest } = parsed.data;
    if (type === "summary") {
      const one = summaryShape.parse(rest);
      summary = { files: one.total_files_processed, bytes: one.total_bytes_processed, added: one.data_added };
    } else if (type === "error" || type === "exit_error") {
      const {
        error,
        message: text,
        item,
      } = z
        .looseObject({
          error: z.looseObject({ message: z.string() }).optional(),
          message: z.string().optional(),
          item: z.string().optional(),
        })
        .parse(rest);
      wrong.push([item, error?.message ?? text].filter((part) => part !== undefined && part !== "").join(": "));
    }
  }
  return { summary, wrong };
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

interface Tidying {
  readonly facts: BackupFacts;
  readonly namespace: string;
  readonly names: readonly string[];
  readonly began: Date;
}

/** Deletes copies that are too old. @throws why it could not */
async function tidied(restic: Restic, { facts, namespace, names, began }: Tidying): Promise<void> {
  // Left by a job that was killed. Only what nobody renews is removed.
  await restic.ask(["unlock"]);
  const keep = { namespace, keep: facts.keep, now: began };
  const ids = outlived(snapshotsIn(await restic.snapshots()), names, keep);
  const wait = ["--retry-lock", "30m"];
  if (ids.length > 0) {
    const { code, err } = await restic.ask(["forget", ...wait, ...ids]);
    if (code !== 0) throw new Error(lastLine(err));
  }
  const policy = ["--host", namespace, "--group-by", "host,paths", ...policyOf(facts.keep)];
  const command = ["restic", "forget", ...wait, ...policy, "--prune"];
  const said = await restic.run({ command, group: groups.person }, longest);
  if (said.code !== 0) throw new Error(whyNot(said));
}

/** Does something with each, so many at a time. */
export async function eachOf<One>(all: readonly One[], count: number, act: (one: One) => Promise<void>): Promise<void> {
  const left = [...all];
  const work = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: count }, work));
}
