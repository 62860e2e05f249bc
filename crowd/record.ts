import { percentile } from "../operate/hub/load/figures";

/** A person's server: seconds since the first one was to come. */
export interface Seat {
  readonly came: number;
  /** When it had a node. `undefined` if it got none in time. */
  readonly placed?: number;
  /** When Kubernetes said that it runs. */
  readonly running?: number;
  readonly node?: string;
}

/** What was seen of a crowd. */
export interface Record {
  readonly seats: readonly Seat[];
  /** Nodes from which a placeholder was pushed out, one entry each time. */
  readonly pushedOut: readonly string[];
  /** Nodes of the pool that were ready, by the second from which they were. */
  readonly nodes: readonly { readonly at: number; readonly count: number }[];
}

/** What a record comes to. Times in seconds. */
export interface Outcome {
  readonly people: number;
  readonly withoutPlace: number;
  /** Wait for a place. `undefined` if nobody got one. */
  readonly wait?: { readonly median: number; readonly p95: number; readonly p99: number; readonly max: number };
  /** Nodes that people's servers are on. */
  readonly nodesUsed: number;
  /** Ready nodes of the pool at the end. */
  readonly nodesUp: number;
  readonly pushedOut: number;
  /** Most placeholders that were pushed out of one node. */
  readonly pushedOutOfOne: number;
  /** Most people who waited at the end of a second. */
  readonly mostWaiting: number;
}

export function outcomeOf(record: Record): Outcome {
  const { seats, pushedOut, nodes } = record;
  const waits = seats.flatMap(({ came, placed }) => (placed === undefined ? [] : [placed - came]));
  const [median, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((part) => percentile(waits, part));
  const times = (name: string) => pushedOut.filter((one) => one === name).length;
  return {
    people: seats.length,
    withoutPlace: seats.length - waits.length,
    ...(median !== undefined &&
      p95 !== undefined &&
      p99 !== undefined &&
      max !== undefined && { wait: { median, p95, p99, max } }),
    nodesUsed: new Set(seats.flatMap(({ node }) => node ?? [])).size,
    nodesUp: nodes.at(-1)?.count ?? 0,
    pushedOut: pushedOut.length,
    pushedOutOfOne: Math.max(0, ...new Set(pushedOut.map(times))),
    mostWaiting: Math.max(0, ...waiting(seats)),
  };
}

/** How many people have come and have no place, at the end of each second from 0 on, until nobody waits any more. */
export function waiting(seats: readonly Seat[]): readonly number[] {
  const last = Math.max(0, ...seats.map(({ came, placed }) => placed ?? came));
  return Array.from({ length: Math.ceil(last) + 1 }, (_, second) => {
    const isWaiting = ({ came, placed }: Seat) => came <= second && (placed === undefined || placed > second);
    return seats.filter(isWaiting).length;
  });
}
