import { readFileSync } from "node:fs";
import { type SleepFacts } from "../../components/schedule/scheduled-sleep";
import { messageOf } from "../../sandbox/error-message";
import { Cluster } from "./cluster";
import { groundOf } from "./schedule/ground";
import { hubServers } from "./schedule/hub-servers";
import { pass } from "./schedule/pass";

// What `binderhub:schedule` runs in the cluster, every five minutes: it sends the hub to sleep, and wakes it.

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** @param file the facts of the hub */
async function once(file: string): Promise<number> {
  const { facts, token } = JSON.parse(readFileSync(file, "utf8")) as SleepFacts;
  const { schedule } = facts;
  if (schedule === undefined) throw new Error("the hub has no schedule");
  const cluster = new Cluster("inside", facts.namespace);
  // The hub's Service, which no setting renames.
  const api = `http://hub:8081${new URL(facts.hubUrl).pathname.replace(/\/$/, "")}/hub/api`;
  const ground = groundOf(cluster, hubServers(api, token));
  const { state, did, failed } = await pass(schedule, ground, Date.now(), () => process.uptime());
  const [from, until] = [state.sleep.from, state.sleep.until].map((time) => new Date(time).toISOString());
  say(state.open ? `Open. Asleep from ${from ?? ""} to ${until ?? ""}.` : `Asleep until ${until ?? ""}.`);
  for (const line of [...did, ...failed]) say(line);
  return failed.length === 0 ? 0 : 1;
}

once(process.argv[2] ?? "").then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(messageOf(error));
    process.exit(1);
  },
);
