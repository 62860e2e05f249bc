import { randomUUID } from "node:crypto";
import { type EventFacts } from "../../../components/events/facts";
import { askedSpec } from "../asked-repository";
import { Busy } from "../cannot-look";
import { takeTurn } from "../check/turn";
import { setAndUp } from "../check/commands";
import { type CleanUp } from "../clean-up";
import { type Guest } from "../guest";
import { launch, type Launched } from "../launch";
import { blotted } from "../logs/blot";
import { arrive, leave, mayLaunch, serviceRunsSince } from "../people";
import { removeStrays } from "../users";
import { type Preparation } from "./pass";

/**
 * Launches an event's repository once, so that its image is built, and removes the server. A build that takes longer goes on in the hub: BinderHub's pod for it
 * has a name of its own for each commit, and the next launch attaches to it.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/build.py `KubernetesBuildExecutor.submit`
 */
export async function prepareOnce(
  guest: Guest,
  cleanUp: CleanUp,
  event: EventFacts,
  seconds: number,
): Promise<Preparation> {
  const { facts } = guest;
  if (!mayLaunch(facts))
    return {
      failure: `people log in, and nobody may launch for the hub: ${setAndUp("operate.check", true)}`,
    };
  const spec = askedSpec(facts, event.repository, event.ref);
  let turn: () => Promise<void>;
  try {
    turn = await ownTurn(guest, cleanUp);
  } catch (error) {
    if (error instanceof Busy) return { goesOn: error.message };
    throw error;
  }
  let launched: Launched | undefined;
  const removed = cleanUp.owe(`The server of ${event.name}`, () => leaveAll(guest, spec, launched));
  try {
    await arrive(guest);
    launched = await launch({ facts, web: guest.web, spec, seconds, signal: cleanUp.signal });
    return cameOf(launched, cleanUp.signal.aborted);
  } finally {
    await removed();
    await turn();
  }
}

/** What a launch came to. The image is what counts: a server that only was not there in time, because a node had to come first, does not make it fail. */
export function cameOf({ server, image, failure = "", phases, log }: Launched, interrupted = false): Preparation {
  const commit = image === undefined ? undefined : commitOf(image);
  const isLate = interrupted || failure.endsWith(late);
  if (image !== undefined && (server !== undefined || isLate))
    return commit === undefined ? { failure: `the image ${image} has no commit as its tag` } : { commit, image };
  const phase = phases.at(-1)?.phase;
  // A hub that says nothing at all does not build.
  if (isLate && (interrupted || phase !== undefined))
    return { goesOn: interrupted ? "this run was ended" : `${phase ?? ""} goes on in the hub` };
  // Of a build that failed, its last line says more.
  const last = image === undefined ? (log.at(-1)?.trim() ?? "") : "";
  const why = failure.trim() === "" ? "BinderHub named no image" : failure.trim();
  return { failure: blotted([why, ...(last === "" || why.includes(last) ? [] : [last])].join(": ")).slice(0, 500) };
}

/** What a launch says that took longer than it may. */
const late = "no answer in time";

/**
 * The commit of an image that BinderHub built.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `image_name`: the tag is the resolved ref
 */
export function commitOf(image: string): string | undefined {
  return /:([0-9a-z][^:/]*)$/.exec(image)?.[1];
}

/** The hub's service has one server: its checks wait meanwhile. @throws Busy if one is at work */
async function ownTurn(guest: Guest, cleanUp: CleanUp): Promise<() => Promise<void>> {
  if (guest.facts.check === undefined) return () => Promise.resolve();
  const turn = cleanUp.owe("The turn of the hub's service", await takeTurn(guest.cluster, randomUUID()), 10);
  // What a killed one left.
  if ((await serviceRunsSince(guest)) !== undefined) await leave(guest, undefined, { keepVolume: true });
  return turn;
}

/** Where nobody logs in, a failed launch has made users whom only their names tell. */
async function leaveAll(guest: Guest, spec: string, launched: Launched | undefined): Promise<void> {
  // To delete volumes is not the job's right.
  await leave(guest, launched?.server, { keepVolume: true });
  const hasStrays = launched?.server === undefined && launched?.phases.some(({ phase }) => phase === "launching");
  if (guest.facts.check === undefined && hasStrays === true) await removeStrays(guest, spec, launched?.seconds ?? 0);
}
