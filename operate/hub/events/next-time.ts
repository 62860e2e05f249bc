import { time } from "../check/shown";
import { type EventReport } from "./report";

/** What to do another time. */
export interface Advice {
  /** What was not well, as a sentence. */
  readonly was: string;
  /** What to do, as a sentence. */
  readonly then: string;
  /** What says more. */
  readonly command?: string;
  /** Settings of the event to change, with values as an example. @default none: it is to be looked at first */
  readonly settings?: Readonly<Record<string, number | string>>;
}

/** Seconds after which a wait is long. */
const long = 60;

/** Shares of the people expected: with fewer, nodes stand empty; with more, seats are scarce. Seats are planned for as many as are expected. */
const usual = { least: 0.7, most: 1.05 };

/** Most people of an event: see its settings. */
const most = 2000;

/** What to do another time, by what was not well. The worst comes first. */
export function adviceOn({ people, figures, times }: Pick<EventReport, "people" | "figures" | "times">): Advice[] {
  if (figures === undefined) return [];
  const { failed, refused, most: had } = figures;
  const isCrowded = refused > 0 || had > people * usual.most;
  const fewer = Math.max(1, Math.ceil(had * 1.1));
  const advice: (Advice | false)[] = [
    failed > 0 && {
      was: `${launches(failed)} failed.`,
      then: "Look at why before the next event. If servers ran out of memory, set more aside for each person: perPerson.memoryGuarantee.",
      command: "npm run hub -- logs launch",
    },
    isCrowded && {
      was:
        refused > 0
          ? `${launches(refused)} ${refused === 1 ? "was" : "were"} refused, because no seat was free.`
          : `At the same time, ${had} people had a server: more than the ${people} expected.`,
      ...more(Math.max(people, had) * 1.2, people),
    },
    times !== undefined &&
      times.p95 > long && {
        was: `One in 20 waited ${time(times.p95)} or longer.`,
        then: "Let its nodes be there earlier, so that they have the image before the start. If all of them were ready in time, say that people come over a longer time, and let them do so.",
        settings: { nodesUp: "1h", arriveWithin: "10m" },
      },
    !isCrowded &&
      had < people * usual.least &&
      fewer < people && {
        was: `At the same time, at most ${had} of ${people} people had a server: nodes stood empty.`,
        then: "Plan for fewer people if the next event is like this one.",
        settings: { people: fewer },
      },
  ];
  return advice.filter((one) => one !== false);
}

function launches(count: number): string {
  return count === 1 ? "1 launch" : `${count} launches`;
}

/** Room for more people than were expected. */
function more(people: number, expected: number): Omit<Advice, "was"> {
  return expected < most
    ? { then: "Plan for more people.", settings: { people: Math.min(most, rounded(people)) } }
    : { then: `An event has room for ${most} people at most: make two of it.` };
}

/** Up to the next ten, as people plan. */
function rounded(people: number): number {
  return Math.ceil(people / 10) * 10;
}
