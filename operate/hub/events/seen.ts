import { type EventFacts } from "../../../components/events/facts";
import { type Guest } from "../guest";
import { troubleOf } from "../check/parts";
import { isReady } from "../ready-pod";
import { isRecord } from "../../../settings/untyped";
import { linkOf } from "./desk";
import { holderIn, holderPods, readKept, serversOf } from "./ground";
import { keptOf } from "./kept";
import { isRehearsed } from "./rehearsal";
import { type EventSeen, type People } from "./status";

/** What the cluster and the page say of an event. */
export async function seenOf(guest: Guest, event: EventFacts, now: Date): Promise<EventSeen> {
  const { cluster } = guest;
  const [data, holder, late, people] = await Promise.all([
    readKept(cluster),
    holderIn(cluster, event),
    waitingHolders(guest, event),
    peopleNow(guest, event),
  ]);
  const [prepared, nodes, figures] = [
    keptOf(data, event, "prepared"),
    keptOf(data, event, "seen"),
    keptOf(data, event, "figures"),
  ];
  return {
    ...{ holder, late, isRehearsed: isRehearsed(event, data, now.getTime()), link: linkOf(guest.facts, event) },
    people: { launched: figures?.launched ?? 0, failed: figures?.failed ?? 0, ...people },
    ...(prepared && { prepared }),
    ...(nodes && { nodes }),
  };
}

/** Holders that are not ready, and why. */
export async function waitingHolders({ cluster }: Guest, event: EventFacts): Promise<EventSeen["late"]> {
  return (await holderPods(cluster, event))
    .filter((pod) => pod.metadata?.deletionTimestamp === undefined && !isReady(pod))
    .map((pod) => ({
      pod: pod.metadata?.name ?? "",
      why:
        troubleOf(pod as Parameters<typeof troubleOf>[0]) ??
        (pod.spec?.nodeName === undefined ? "it waits for a node" : "its node pulls the image"),
    }));
}

/** How many have servers, as the page says it. Where it cannot be asked, as the pods say it. */
async function peopleNow(
  { facts, web, cluster }: Guest,
  event: EventFacts,
): Promise<Partial<People> & { readonly seats: number; readonly waiting: number }> {
  try {
    const answer = await web.get(`${linkOf(facts, event)}/numbers`, { headers: { accept: "application/json" } });
    const numbers: unknown = await answer.json();
    const of = (key: string) => (isRecord(numbers) && typeof numbers[key] === "number" ? numbers[key] : undefined);
    const [seats, waiting, launched, failed] = ["seats", "waiting", "launched", "failed"].map(of);
    if (answer.status === 200 && seats !== undefined && waiting !== undefined)
      return { seats, waiting, ...(launched !== undefined && { launched }), ...(failed !== undefined && { failed }) };
  } catch {
    // The pods know it too.
  }
  const pods = await serversOf(cluster, event);
  const seats = pods.filter(isReady).length;
  return { seats, waiting: pods.length - seats };
}
