import { type BackupFacts } from "../../../components/backup/facts";
import { type HubFacts } from "../../../components/operate/facts";
import { confirmed, type Prompt } from "../../prompt";
import { setAndUp } from "../check/commands";
import { type Paint } from "../check/words";
import { CannotLook } from "../cannot-look";
import { type CleanUp } from "../clean-up";
import { type Clock } from "../clock";
import { type Cluster } from "../cluster";
import { type Outcome } from "../desk";
import { isGood, keepBackup } from "./kept";
import { Restic } from "./restic";
import { restore } from "./restore";
import { backUp } from "./run";
import { chosen, momentOf, snapshotsIn } from "./snapshots";
import { backupInWords, copiedInWords, listInWords, planInWords, restoredInWords } from "./words";

/** What the verbs work with. */
export interface BackupDesk {
  readonly facts: HubFacts;
  readonly cluster: Cluster;
  readonly cleanUp: CleanUp;
  readonly clock: Clock;
  /** Says what it does. */
  readonly say: (line: string) => void;
  readonly paint: Paint;
}

/** Makes a backup now, as the schedule does. */
export async function backupVerb({ facts: hub, cluster, cleanUp, clock, say, paint }: BackupDesk): Promise<Outcome> {
  const facts = wayOf(hub);
  const done = (...copied: Parameters<typeof copiedInWords>) => say(copiedInWords(...copied));
  const report = await backUp({ cluster, facts, cleanUp, clock, say, done });
  await keepBackup(cluster, report);
  say(backupInWords(report, facts.repository, paint));
  return { code: isGood(report) ? 0 : 1, result: report };
}

/** Lists the backups that there are. */
export async function listVerb({ facts: hub, cluster, cleanUp, clock, say }: BackupDesk): Promise<Outcome> {
  const restic = new Restic(cluster, wayOf(hub), cleanUp, clock, say);
  const all = snapshotsIn(await restic.snapshots());
  say(listInWords(all, hub.namespace));
  return { code: 0, result: all };
}

/** What `restore` is told. */
export interface RestoreFlags {
  readonly at?: string;
  readonly users?: readonly string[];
  readonly database?: true;
  readonly from?: string;
  readonly prompt: Prompt;
}

/** Brings files and the database back. */
export async function restoreVerb(desk: BackupDesk, flags: RestoreFlags): Promise<Outcome> {
  const { facts: hub, cluster, cleanUp, clock, say, paint } = desk;
  const facts = wayOf(hub);
  const { users, database, from: namespace = hub.namespace } = flags;
  const at = flags.at === undefined ? undefined : momentOf(flags.at, new Date());
  if (!flags.prompt.yes && flags.prompt.input.isTTY !== true)
    throw new CannotLook("There is no terminal to ask whether to go on. --yes goes on without a question.");
  const restic = new Restic(cluster, facts, cleanUp, clock, say);
  const all = snapshotsIn(await restic.snapshots());
  const wanted = chosen(all, { namespace, ...(at && { at }), ...(users && { users }), ...(database && { database }) });
  const servers = await cluster.ask(
    "list the pods",
    cluster.core.listNamespacedPod({ namespace: cluster.namespace, labelSelector: "component=singleuser-server" }),
  );
  say(planInWords(wanted, servers.items.length));
  if (!(await confirmed("Bring it back?", flags.prompt))) {
    say("Nothing was changed.");
    return { code: 2, result: { stopped: "not wanted" } };
  }
  const restored = await restore(
    { cluster, facts, storage: hub.storage, restic, cleanUp, clock, done: (one) => say(restoredInWords(one)) },
    wanted,
  );
  const failed = restored.filter(({ state }) => state === "failed").length;
  say(
    failed === 0
      ? paint("green", "Everything is back.")
      : paint("red", `${failed} of ${restored.length} could not be brought back.`),
  );
  return { code: failed === 0 ? 0 : 1, result: restored };
}

/** @throws CannotLook where no backups are made */
function wayOf({ backup }: HubFacts): BackupFacts {
  if (backup !== undefined) return backup;
  throw new CannotLook(`This hub has no backup. To have one: ${setAndUp("backup.type", "azure")} (docs/backup.md)`);
}
