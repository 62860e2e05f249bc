import { backupName } from "../../../components/backup/names";
import { type BackupEvery, hoursOf } from "../../../components/backup/schedule";
import { type HubFacts } from "../../../components/operate/facts";
import { runs } from "../../../components/schedule/cluster-hours";
import { type KeptBackup, readKeptBackup } from "../backup/kept";
import { kubectl } from "./commands";
import { agoInWords } from "./kept-words";
import { probe, type Verdict, warning, well, wrong } from "./probe";

const now = "npm run hub -- backup";

export const backup = probe<KeptBackup | undefined>({
  id: "backup",
  group: "cluster",
  title: "There is a backup, and nothing is missing in it",
  tried: ({ backup: facts }) => `what the last backup to ${facts?.repository ?? ""} left`,
  seconds: 20,
  without: ({ backup: facts }) => (facts === undefined ? "no backup is set: docs/backup.md" : undefined),
  look: ({ cluster }) => readKeptBackup(cluster),
  judge: (seen, facts, at): Verdict => {
    const { every } = facts.backup ?? { every: "24h" };
    const job = kubectl(facts, `get cronjobs,jobs,pods -l component=${backupName}`);
    if (seen === undefined) return warning("none was made yet", now);
    const { lastGood, wrong: missing, withoutDatabase } = seen;
    const [first] = missing;
    const why =
      first === undefined
        ? (withoutDatabase ?? "")
        : `${first.claim} ${first.state === "failed" ? "was not copied" : "was not copied whole"}: ${first.why ?? ""}${missing.length > 1 ? `, and ${missing.length - 1} more` : ""}`;
    if (lastGood === undefined) return wrong(`the only one, ${agoInWords(seen.began, at)}, is not whole: ${why}`, now);
    const isOverdue = overdue(facts, every, Date.parse(lastGood), at.getTime());
    const saw = `the last whole one was ${agoInWords(lastGood, at)}`;
    if (isOverdue) return wrong(`${saw}${why === "" ? "" : `; since then: ${why}`}`, `${job}\n${now}`);
    if (seen.began !== lastGood) return warning(`${saw}; since then: ${why}`, now);
    return seen.notTidied === undefined
      ? well(`${agoInWords(seen.began, at)}, ${seen.copied} volumes`)
      : warning(`copies that are too old could not be deleted: ${seen.notTidied}`, now);
  },
});

/** Whether more than one backup is missing: one may fail, and the next one takes its time. A cluster that is stopped while the hub sleeps makes one each time that it runs. */
function overdue({ schedule }: HubFacts, every: BackupEvery, lastGood: number, now: number): boolean {
  if (schedule?.sleep !== "cluster") return (now - lastGood) / 3_600_000 > 2 * hoursOf(every) + 3;
  return (
    runs(schedule, { from: lastGood, until: now }).filter(({ from, until }) => from > lastGood && until < now).length >
    1
  );
}
