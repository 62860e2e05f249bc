import { randomUUID } from "node:crypto";
import { type CleanUp } from "../clean-up";
import { type Cluster } from "../cluster";
import { leave, mayLaunch, serviceRunsSince } from "../people";
import { type Guest } from "../guest";
import { type Hub } from "../reading";
import { webOf } from "../web";
import { probes } from "./all";
import { type Kind, type Report } from "./report";
import { type Found, type Pending, runProbes } from "./run";
import { type Session } from "./session";
import { type Certificate } from "./certificate";
import { certificatesOf } from "./tls";
import { forStack, withRevision } from "./commands";
import { presentRevision } from "./namespace";
import { toldOnce } from "./told-once";
import { takeTurn } from "./turn";
import { once, worldOf } from "./world";

/** How a hub is checked. */
export interface Check {
  readonly hub: Pick<Hub, "facts" | "stack">;
  readonly cluster: Cluster;
  readonly kind: Kind;
  readonly cleanUp: CleanUp;
  /** Called with the probes, as soon as they run. */
  readonly watch: (pending: readonly Pending[]) => Promise<unknown>;
}

/** A report, with what each probe saw. */
export interface FullReport extends Report {
  readonly lines: readonly Found[];
}

/**
 * Checks a hub. What it starts there is removed before it ends.
 *
 * @throws CannotLook if the cluster cannot be asked at all
 */
export async function check({ hub, cluster, kind, cleanUp, watch }: Check): Promise<FullReport> {
  const { facts } = hub;
  const began = new Date();
  // A first question, so that a cluster that says nothing is one line, and not forty.
  await cluster.ask("list pods", cluster.core.listNamespacedPod({ namespace: cluster.namespace, limit: 1 }));
  const certificates = once(() => certificatesOf(facts));
  // If one is not to be trusted, requests go on without a look at it, but no token is sent: what needs one is skipped.
  const web = webOf(facts, facts.https === undefined || areTrusted(await certificates()));
  cleanUp.owe("The connections to the hub", () => web.close(), 5);
  const session: Session = { mark: randomUUID() };
  if (mayLaunch(facts)) {
    await alone({ facts, web, cluster }, session, cleanUp);
    cleanUp.owe("The server of the check", async () => {
      session.kernel?.close();
      // To delete volumes is not a scheduled check's right.
      await leave({ facts, web, cluster }, session.launched?.server, { keepVolume: kind === "scheduled" });
    });
  }
  const pending = runProbes({
    ...{ probes, kind, signal: cleanUp.signal },
    world: worldOf({ facts, cluster, web, session, kind, certificates, signal: cleanUp.signal }),
    now: () => new Date(),
  });
  const [found] = await Promise.all([Promise.all(pending.map(({ line }) => line)), watch(pending)]);
  const revision = presentRevision(found.find(({ id }) => id === "release")?.seen);
  const lines = toldOnce(
    found.map(({ mend, ...line }) =>
      mend === undefined ? line : { ...line, mend: forStack(withRevision(mend, revision, facts), hub.stack) },
    ),
  );
  return {
    hub: facts.binderUrl,
    ...(hub.stack !== undefined && { stack: hub.stack }),
    began: began.toISOString(),
    seconds: Math.round((Date.now() - began.getTime()) / 1000),
    kind,
    lines,
    phases: phasesIn(lines),
  };
}

/** Takes the turn of the hub's service, and removes what a killed check left. @throws Busy if another check is at work */
async function alone(guest: Guest, session: Session, cleanUp: CleanUp): Promise<void> {
  if (guest.facts.check === undefined) return;
  cleanUp.owe("The turn of this check", await takeTurn(guest.cluster, session.mark), 10);
  let since: string | undefined;
  try {
    since = await serviceRunsSince(guest);
  } catch {
    // A hub that does not answer is what the probes are for.
  }
  if (since !== undefined) await leave(guest);
}

function areTrusted(certificates: readonly Certificate[]): boolean {
  return certificates.every(({ distrusted, failure }) => distrusted === undefined && failure === undefined);
}

function phasesIn(lines: readonly Found[]): Report["phases"] {
  const launched = lines.find(({ id, seen }) => (id === "build" || id === "launch") && seen !== undefined)?.seen;
  return (launched as Pick<Report, "phases"> | undefined)?.phases ?? [];
}
