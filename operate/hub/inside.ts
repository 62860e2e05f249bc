import { readFileSync } from "node:fs";
import { type ScheduledFacts } from "../../components/operate/scheduled-check";
import { messageOf } from "../../sandbox/error-message";
import { Busy } from "./cannot-look";
import { check } from "./check/check";
import { keep } from "./check/kept";
import { exitCodeOf } from "./check/report";
import { reportInWords } from "./check/words";
import { cleaningUp } from "./clean-up";
import { Cluster } from "./cluster";
import { openWays } from "./reach";

// What `binderhub:operate.checkEvery` runs in the cluster. It checks the hub once, prints the report as a person reads it, and keeps it.

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** @param file the facts of the hub */
async function checkOnce(file: string): Promise<number> {
  const { facts, stack } = JSON.parse(readFileSync(file, "utf8")) as ScheduledFacts;
  const hub = { facts, stack };
  const cluster = new Cluster("inside", facts.namespace);
  return cleaningUp(
    async (cleanUp) => {
      await openWays(hub, cluster, cleanUp, true);
      const watch = () => Promise.resolve();
      const report = await check({ hub, cluster, cleanUp, kind: "scheduled", watch });
      if (cleanUp.signal.aborted) return 2;
      print(reportInWords(report, (_style, text) => text));
      await keep(cluster, report);
      return exitCodeOf(report);
    },
    { process, say: print },
  );
}

checkOnce(process.argv[2] ?? "").then(
  // After a signal, nothing is known.
  (code) => process.exit(code >= 128 ? 2 : code),
  (error: unknown) => {
    print(messageOf(error));
    // A person is at work: that says nothing about the hub.
    process.exit(error instanceof Busy ? 0 : 2);
  },
);
