import { readFileSync } from "node:fs";
import { type ScheduledFacts } from "../../components/operate/scheduled-check";
import { messageOf } from "../../sandbox/error-message";
import { backupVerb } from "./backup/verb";
import { cleaningUp } from "./clean-up";
import { realClock } from "./clock";
import { Cluster } from "./cluster";

// What `binderhub:backup` runs in the cluster: one backup.

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** @param file the facts of the hub */
async function once(file: string): Promise<number> {
  const { facts } = JSON.parse(readFileSync(file, "utf8")) as ScheduledFacts;
  const cluster = new Cluster("inside", facts.namespace);
  const paint = (_style: unknown, text: string) => text;
  return cleaningUp(
    async (cleanUp) => (await backupVerb({ facts, cluster, cleanUp, clock: realClock, say, paint })).code,
    { process, say },
  );
}

once(process.argv[2] ?? "").then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(messageOf(error));
    process.exit(1);
  },
);
