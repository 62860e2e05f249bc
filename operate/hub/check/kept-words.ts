import { type HubFacts } from "../../../components/operate/facts";
import { checkName } from "../../../components/operate/names";
import { minutesOf } from "../../../components/operate/every";
import { runs } from "../../../components/schedule/cluster-hours";
import { hoursWithin, type Span } from "../../../components/schedule/hours";
import { type Kept, type Past } from "./kept";
import { kubectl, setAndUp } from "./commands";
import { count as countOf, verdict } from "./verdict";
import { type Paint, reportInWords } from "./words";

/** Checks of before that are listed, if they found something wrong. */
const listed = 10;

/** What a terminal shows of scheduled checks: the last one as if it had just run, and then those before it. */
export function keptInWords({ last, history }: Kept, now: Date, paint: Paint, columns?: number): string {
  const bad = history.filter(({ wrong }) => wrong.length > 0);
  const well = history.length - bad.length;
  const sum = `It was ${agoInWords(last.began, now)}. Of the last ${history.length} checks, ${well} found nothing wrong.`;
  return [reportInWords(last, paint, columns), "", sum, ...bad.slice(0, listed).map((past) => line(past))].join("\n");
}

function line({ began, wrong }: Past): string {
  return `  ${began.slice(0, 16).replace("T", " ")} UTC: ${wrong.join(", ")}`;
}

/** A check of the schedule, as one line of a status. */
export interface LastCheck {
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly verdict: string;
  /** Things that it found wrong. */
  readonly wrong: number;
  /** What shows why there was none since, if one is overdue. */
  readonly overdue?: string;
}

/** The last check of a hub that has a schedule. */
export function lastCheck({ last }: Kept, facts: HubFacts, now: Date): LastCheck {
  const { checkEvery } = facts;
  const minutes = 60 * hoursRun(facts, { from: Date.parse(last.began), until: now.getTime() });
  // Without a schedule, none is due. One may be left out, as a person was at work, and the next one takes its time.
  const isOverdue = checkEvery !== undefined && minutes > 2 * minutesOf(checkEvery) + 15;
  return {
    began: last.began,
    verdict: verdict(last),
    wrong: countOf(last.lines, "wrong"),
    ...(isOverdue && { overdue: whyNone(facts) }),
  };
}

/** Hours of a time in which the cluster ran. One that is stopped checks nothing. */
function hoursRun({ schedule }: HubFacts, time: Span): number {
  return hoursWithin(schedule?.sleep === "cluster" ? runs(schedule, time) : [time], time);
}

/** What to do where no result is kept. */
export function noneYet(facts: HubFacts): string {
  return facts.checkEvery === undefined
    ? `No check is scheduled. To have one: ${setAndUp("operate.checkEvery", "1h")}`
    : `There is no result yet: a check runs every ${facts.checkEvery}. What became of it: ${whyNone(facts)}`;
}

function whyNone(facts: HubFacts): string {
  return kubectl(facts, `get cronjobs,jobs,pods -l component=${checkName}`);
}

/** How long ago something was: `12 minutes ago`. */
export function agoInWords(when: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(when)) / 60_000));
  if (minutes < 1) return "just now";
  const [many, unit] =
    minutes < 120
      ? [minutes, "minute"]
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1440), "day"];
  return `${many} ${many === 1 ? unit : `${unit}s`} ago`;
}
