import { readFileSync } from "node:fs";
import { type EventJobFacts } from "../../components/events/job-facts";
import { messageOf } from "../../sandbox/error-message";
import { cleaningUp } from "./clean-up";
import { Cluster } from "./cluster";
import { groundOf } from "./events/ground";
import { pass } from "./events/pass";
import { prepareOnce } from "./events/prepare";
import { openWays } from "./reach";
import { hubServers } from "./schedule/hub-servers";
import { webOf } from "./web";

// What `binderhub:events` runs in the cluster, every five minutes: it gives events their nodes and their images, and takes the nodes away.

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** @param file the facts of the hub */
async function once(file: string): Promise<number> {
  const { facts, token } = JSON.parse(readFileSync(file, "utf8")) as EventJobFacts;
  const cluster = new Cluster("inside", facts.namespace);
  // The hub's Service, which no setting renames.
  const api = `http://hub:8081${new URL(facts.hubUrl).pathname.replace(/\/$/, "")}/hub/api`;
  return cleaningUp(
    async (cleanUp) => {
      const web = webOf(facts, true);
      cleanUp.owe("The connections to the hub", () => web.close(), 5);
      let ways: Promise<void> | undefined;
      const ground = groundOf(cluster, {
        stop: (server) => hubServers(api, token).stop(server),
        async prepare(event, seconds) {
          await (ways ??= openWays({ facts }, cluster, cleanUp, true));
          return prepareOnce({ facts, web, cluster }, cleanUp, event, seconds);
        },
      });
      const { did, failed } = await pass(facts.events ?? [], ground, Date.now(), () => process.uptime());
      if (did.length === 0 && failed.length === 0) say("Nothing was to be done.");
      for (const line of [...did, ...failed]) say(line);
      return failed.length === 0 ? 0 : 1;
    },
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
