import { type EventFacts, instantsOf } from "../../../components/events/facts";
import { money } from "../../../components/cost/shown";
import { percentile } from "../load/figures";
import { iso } from "../schedule/kept";
import { type EventFigures, keptOf } from "./kept";

/** How an event went. Times are ISO 8601, UTC. */
export interface EventReport {
  readonly title: string;
  readonly name: string;
  readonly repository: string;
  /** @default none was fixed */
  readonly commit?: string;
  readonly startInWords: string;
  /** Those for whom it was planned. */
  readonly people: number;
  /** @default nobody has come yet */
  readonly figures?: EventFigures;
  /** From the click to the server, in seconds. */
  readonly times?: { readonly median: number; readonly p95: number; readonly max: number };
  /** `count` are those for which it was planned. `hours` are those of all nodes together, with rehearsals. */
  readonly nodes?: { readonly count: number; readonly hours: number; readonly readyAt?: string };
  /** `spent` is what the nodes' hours cost. `expected` and `most` have their disks and what servers send too. */
  readonly cost?: {
    readonly currency: string;
    readonly spent: number;
    readonly expected: number;
    readonly most: number;
  };
  /** It is not over yet: all of this is so far. @default it is over */
  readonly goesOn?: true;
  /** When the report was made. */
  readonly at: string;
}

/** How an event went, from what is kept of it. */
export function reportOf(
  event: EventFacts,
  data: Readonly<Record<string, string>> | undefined,
  now: Date,
): EventReport {
  const { title, name, repository, startInWords, people, price } = event;
  const prepared = keptOf(data, event, "prepared");
  const figures = keptOf(data, event, "figures");
  const seen = keptOf(data, event, "seen");
  const [median, p95, max] = [0.5, 0.95, 1].map((part) => percentile(figures?.waits ?? [], part));
  const hours = (seen?.nodeSeconds ?? 0) / 3600;
  return {
    ...{ title, name, repository, startInWords, people },
    ...(prepared !== undefined && "commit" in prepared && { commit: prepared.commit }),
    ...(figures && { figures: figuresOf(figures) }),
    ...(median !== undefined && p95 !== undefined && max !== undefined && { times: { median, p95, max } }),
    ...(seen && {
      nodes: {
        ...{ count: event.pool?.nodes ?? event.holders, hours },
        ...(seen.readyAt !== undefined && { readyAt: seen.readyAt }),
      },
    }),
    ...(price &&
      seen && {
        cost: {
          ...{ currency: price.currency, spent: hours * price.nodeHour },
          ...{ expected: price.likely, most: price.most },
        },
      }),
    ...(now.getTime() < instantsOf(event).gone && { goesOn: true }),
    at: iso(now.getTime()),
  };
}

/** Without whose they are. */
function figuresOf({ launched, failed, refused, most, waits }: EventFigures): EventFigures {
  return { launched, failed, refused, most, waits };
}

/** A report for people to read. */
export function reportInWords(report: EventReport): string {
  const { title, startInWords, repository, commit, people, figures, times, nodes, cost, goesOn } = report;
  const whole = (seconds: number) => `${Math.round(seconds)} s`;
  return [
    `${title}: ${startInWords}`,
    `${repository}${commit === undefined ? ", no commit was fixed" : ` at commit ${commit}`}`,
    ...(goesOn === true ? ["It is not over yet. So far:"] : []),
    "",
    ...(figures === undefined
      ? ["Nobody has come yet."]
      : [
          `People:  ${figures.launched} servers started, for ${people} people; at most ${figures.most} at the same time`,
          `Failed:  ${figures.failed} launches, and ${figures.refused} more were refused by a quota`,
        ]),
    ...(times === undefined
      ? []
      : [
          `Waiting: ${whole(times.median)} for half of them, ${whole(times.p95)} for 95 of 100, ${whole(times.max)} at most`,
        ]),
    ...(nodes === undefined
      ? []
      : [
          `Nodes:   ${nodes.count} planned; ${nodes.hours.toFixed(1)} node hours with rehearsals${nodes.readyAt === undefined ? "" : `; all were ready at ${nodes.readyAt}`}`,
        ]),
    ...(cost === undefined
      ? []
      : [
          `Cost:    ${money(cost.spent)} ${cost.currency} for the nodes; ${money(cost.expected)} were expected, with disks and traffic, and at most ${money(cost.most)}`,
        ]),
  ].join("\n");
}
