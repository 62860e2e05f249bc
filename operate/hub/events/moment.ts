import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { stateKey } from "../../../components/events/names";
import { hasRoom, type Phase, phaseAt } from "../../../components/events/phase";
import { keptOf, type Prepared, type Rehearsal } from "./kept";
import { isRehearsed, rehearsalIn } from "./rehearsal";

/** What an event needs at a moment. */
export interface Moment {
  readonly phase: Phase;
  /** Whether it has nodes: on its day, or in a rehearsal. */
  readonly needsRoom: boolean;
  /** Whether its time, or that of its rehearsal, has come and gone: then its servers are stopped. */
  readonly isOver: boolean;
  /** Its image, if there is one. */
  readonly image?: string;
  readonly wantsImage: boolean;
  /** When somebody last tried to build it: milliseconds since 1970. 0 if nobody did. */
  readonly tried: number;
}

/** What an event needs. @param now milliseconds since 1970, UTC */
export function momentOf(event: EventFacts, data: Readonly<Record<string, string>> | undefined, now: number): Moment {
  const phase = phaseAt(instantsOf(event), now);
  const rehearsed = isRehearsed(event, data, now);
  const needsRoom = hasRoom(phase) || rehearsed;
  const prepared = keptOf(data, event, "prepared");
  return {
    ...{ phase, needsRoom },
    // That of the event as it was before somebody changed its date counts too.
    isOver: phase === "over" || (!needsRoom && now >= beganOf(rehearsalIn(data?.[stateKey(event.name, "rehearsal")]))),
    ...(prepared !== undefined && "image" in prepared && { image: prepared.image }),
    wantsImage: wantsImage(phase, prepared),
    tried: prepared === undefined ? 0 : Date.parse(prepared.at),
  };
}

function beganOf(rehearsal: Rehearsal | undefined): number {
  return rehearsal === undefined ? Infinity : Date.parse(rehearsal.from);
}

/** After its start, what failed before is no more tried: by then, people's own launches build it. */
function wantsImage(phase: Phase, prepared: Prepared | undefined): boolean {
  if (phase === "preparing" || phase === "warming") return prepared === undefined || "failure" in prepared;
  return phase === "open" && prepared === undefined;
}
