import { type EventFacts } from "../../../components/events/facts";
import { timesOf } from "../../../components/events/times";
import { momentInWords } from "../../../components/schedule/words";

/** When and what, as a lecturer writes it. */
export interface Written {
  readonly name?: string;
  readonly repository?: string;
  readonly ref?: string;
  readonly start?: string;
  readonly end?: string;
  readonly people?: number;
  readonly nodes?: number;
  readonly arriveWithin?: string;
  /** On a cluster that the stack does not make, it has no pool. */
  readonly pool?: false;
}

/** The facts of a workshop on Thursday 4 March 2027, 10:00 to 12:00 in Berlin, an hour ahead of UTC: 80 people on 8 nodes. */
export function eventOf(written: Written = {}): EventFacts {
  const { name = "pyintro", repository = `https://github.com/mygroup/${name}`, ref = "HEAD" } = written;
  const { start = "2027-03-04 10:00", end = "12:00", people = 80, nodes = 8, arriveWithin = "5m" } = written;
  const timeZone = "Europe/Berlin";
  const times = timesOf({ start, end, timeZone, arriveWithin, prepare: "24h" });
  if (times === undefined) throw new Error("no dates");
  const iso = (time: number) => new Date(time).toISOString().replace(".000", "");
  return {
    ...{ name, title: `Workshop ${name}`, repository, ref, people, places: people, timeZone },
    arriveWithin: Number(arriveWithin.replace("m", "")) * 60,
    times: {
      ...{ prepare: iso(times.prepare), nodesUp: iso(times.nodesUp), start: iso(times.start) },
      ...{ arrived: iso(times.arrived), end: iso(times.end), gone: iso(times.gone) },
    },
    startInWords: momentInWords(times.start, timeZone),
    holders: nodes,
    ...(written.pool !== false && {
      pool: { vmSize: "Standard_D4s_v5", nodes, spare: 1, each: 10 },
      price: { currency: "USD", likely: 6, most: 7, nodeHour: 0.23 },
    }),
  };
}
