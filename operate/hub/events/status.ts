import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { eventsName } from "../../../components/events/names";
import { hasRoom, type Phase, phaseAt } from "../../../components/events/phase";
import { type HubFacts } from "../../../components/operate/facts";
import { kubectl } from "../check/commands";
import { type Prepared, type SeenNodes } from "./kept";
import { type Holder } from "./pass";

/** How people's launches go. */
export interface People {
  /** Servers that are ready. */
  readonly seats: number;
  /** Launches that are under way. */
  readonly waiting: number;
  readonly launched: number;
  readonly failed: number;
}

/** What is seen of an event. */
export interface EventSeen {
  readonly prepared?: Prepared;
  readonly nodes?: SeenNodes;
  readonly holder: Holder;
  /** Pods of its Deployment that are not ready, and why. */
  readonly late: readonly { readonly pod: string; readonly why: string }[];
  readonly people: People;
  readonly isRehearsed: boolean;
  readonly link: string;
}

/** Something that must be mended, and how. */
export interface Wrong {
  readonly saw: string;
  readonly mend: string;
}

/** Where an event stands: what `npm run hub -- event status --json` prints. Times are ISO 8601, UTC. */
export interface EventStatus {
  readonly name: string;
  readonly phase: Phase;
  readonly isRehearsed: boolean;
  /** What comes next. Left out when it is over. */
  readonly next?: { readonly what: Phase; readonly at: string };
  /** Its image, or why there is none. Left out while nobody tried. */
  readonly prepared?: Prepared;
  readonly nodes: {
    /** Those that are ready, if the job has looked. */
    readonly ready?: number;
    /** Those that have the image too. */
    readonly withImage: number;
    readonly wanted: number;
  };
  readonly people: People & { readonly places: number };
  readonly link: string;
  readonly board: string;
  readonly wrong: readonly Wrong[];
}

const minute = 60_000;

/** Time after `prepare` in which an image need not be there yet: a first build takes half an hour. Assumed. */
const buildTime = 60 * minute;

/** Time after `nodesUp` in which nodes need not be ready yet: Azure makes them in about 5 minutes, and the job comes every five. Assumed. */
const nodeTime = 10 * minute;

const following: Readonly<Partial<Record<Phase, readonly [Phase, keyof EventFacts["times"]]>>> = {
  planned: ["preparing", "prepare"],
  preparing: ["warming", "nodesUp"],
  warming: ["open", "start"],
  open: ["leaving", "end"],
  leaving: ["over", "gone"],
};

/** Where an event stands, and what is wrong with it. @param now milliseconds since 1970, UTC */
export function statusOf(event: EventFacts, seen: EventSeen, facts: HubFacts, now: number): EventStatus {
  const phase = phaseAt(instantsOf(event), now);
  const next = following[phase];
  const { prepared, nodes, holder, people, isRehearsed, link } = seen;
  return {
    ...{ name: event.name, phase, isRehearsed },
    ...(next && { next: { what: next[0], at: event.times[next[1]] } }),
    ...(prepared && { prepared }),
    nodes: {
      ...(nodes && { ready: nodes.ready }),
      ...{ withImage: holder.ready, wanted: hasRoom(phase) || isRehearsed ? event.holders : 0 },
    },
    people: { ...people, places: event.places },
    ...{ link, board: `${link}/board` },
    wrong: [
      ...imageWrong(event, seen, facts, now),
      ...nodesWrong(event, seen, facts, now),
      ...launchesWrong(event, seen, phase),
    ],
  };
}

function imageWrong(event: EventFacts, { prepared }: EventSeen, facts: HubFacts, now: number): readonly Wrong[] {
  const { prepare, end } = instantsOf(event);
  if (now <= prepare + buildTime || now >= end || (prepared !== undefined && "commit" in prepared)) return [];
  const again = `npm run hub -- event prepare ${event.name}`;
  return [
    prepared === undefined
      ? {
          saw: "its image is not built yet",
          mend: `The job builds it: ${jobLog(facts)}\nOr build it now: ${again}`,
        }
      : { saw: `its image is not there: ${prepared.failure}`, mend: `Mend that, and then: ${again}` },
  ];
}

function nodesWrong(event: EventFacts, { holder, late }: EventSeen, facts: HubFacts, now: number): readonly Wrong[] {
  const { nodesUp, end } = instantsOf(event);
  if (now <= nodesUp + nodeTime || now >= end || holder.ready >= event.holders) return [];
  if (holder.replicas < event.holders)
    return [
      {
        saw: `of its nodes, ${holder.replicas} of ${event.holders} are asked for`,
        mend: `The job asks for them every five minutes: ${jobLog(facts)}`,
      },
    ];
  const [first] = late;
  return [
    {
      saw: `of its nodes, ${holder.ready} of ${event.holders} have the image${first === undefined ? "" : `; ${first.pod}: ${first.why}`}`,
      mend:
        first === undefined
          ? jobLog(facts)
          : `${kubectl(facts, `describe pod ${first.pod}`)}${facts.cluster.platform === "azure" ? `\nIf Azure gives no more nodes: az vm list-usage --location ${facts.cluster.location} --output table` : ""}`,
    },
  ];
}

/** One in ten is not chance. */
function launchesWrong(event: EventFacts, { people: { launched, failed } }: EventSeen, phase: Phase): readonly Wrong[] {
  if (!hasRoom(phase) || failed * 10 <= launched + failed) return [];
  return [
    {
      saw: `${failed} of ${launched + failed} launches failed`,
      mend: `npm run hub -- logs launch --repository ${event.repository}`,
    },
  ];
}

/** The command that shows what the job said. */
export function jobLog(facts: HubFacts): string {
  return kubectl(facts, `logs -l component=${eventsName} --tail=20`);
}
