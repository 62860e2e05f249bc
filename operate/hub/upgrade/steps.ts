import { type Stack } from "@pulumi/pulumi/automation";
import { messageOf } from "../../../sandbox/error-message";
import { check } from "../check/check";
import { type Report } from "../check/report";
import { type CleanUp } from "../clean-up";
import { askVersions } from "../status/versions";
import { webOf } from "../web";
import { planUpgrade, type Planner } from "./plan";
import { serversOf } from "./runs";
import { keepCopy } from "./trial";
import { type Place, type Steps } from "./verb";

/** What the steps of an upgrade work with. */
export interface Workshop extends Omit<Planner, "say">, Pick<Place, "screen"> {
  readonly stack: Stack;
}

/** The steps of an upgrade, on a real hub. */
export function stepsOn(workshop: Workshop): Steps {
  const { cluster, screen } = workshop;
  return {
    check: () => checked(workshop),
    plan: () => planUpgrade({ ...workshop, say: (line) => void screen.out.write(`${line}\n`) }),
    servers: () => serversOf(cluster),
    keepCopy: () => keepCopy(cluster),
    up: () => up(workshop),
    untilReached: () => untilReached(workshop),
  };
}

/** Checks the hub. What the check made is removed at once, so that it is none of the servers that are counted. */
async function checked({ hub, cluster, cleanUp }: Workshop): Promise<Report> {
  const debts: (() => Promise<void>)[] = [];
  const owe: CleanUp["owe"] = (...debt) => {
    const pay = cleanUp.owe(...debt);
    debts.push(pay);
    return pay;
  };
  try {
    const watch = () => Promise.resolve();
    return await check({ hub, cluster, kind: "quick", cleanUp: { signal: cleanUp.signal, owe }, watch });
  } finally {
    for (const pay of debts.reverse()) await pay();
  }
}

async function up({ stack, cleanUp, screen }: Workshop): Promise<string | undefined> {
  const show = (text: string) => void screen.out.write(text);
  try {
    const color = screen.out.isTTY === true ? "always" : "never";
    await stack.up({ color, onOutput: show, onError: show, signal: cleanUp.signal });
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Seconds after which a hub that nobody reaches is broken. */
const patience = 120;

/**
 * A proxy that starts anew knows nobody, and the hub tells it where people's servers are: at its own start, and then every half minute or minute.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/app.py `start`, `last_activity_interval`
 */
async function untilReached({ hub: { facts }, clock, cleanUp: { signal } }: Workshop): Promise<void> {
  for (const end = clock.now() + patience; clock.now() < end && !signal.aborted;) {
    // A connection that is open already may lead to the pod that is going.
    const web = webOf(facts, false);
    const { jupyterHub } = await askVersions(facts, web).finally(() => web.close());
    if ("version" in jupyterHub) return;
    await clock.wait(2, signal);
  }
}
