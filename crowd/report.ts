import { table } from "../bench/table";
import { spanOf } from "../operate/hub/load/span";
import { type Line, picture } from "./picture";
import { type Plan, type Reckoned, roomClicks } from "./plan";
import { outcomeOf, type Record, waiting } from "./record";
import { type Way } from "./ways";

/** A way that was tried, and what was seen. */
export interface Tried {
  readonly way: Way;
  readonly record: Record;
}

/** The programs that it was tried with. */
export interface With {
  /** In words: `Kubernetes v1.36.4, kwok v0.8.0`. */
  readonly parts: string;
  /** Whether the autoscaler was the real one. */
  readonly isRealAutoscaler: boolean;
}

/** What was seen, as Markdown. */
export function report(plan: Plan, reckoned: Reckoned, tried: readonly Tried[], programs: With): string {
  const { nodes, perNode, seats } = reckoned;
  const rows = tried.map(({ way, record }) => {
    const { wait, withoutPlace, people, nodesUsed, nodesUp, pushedOut, pushedOutOfOne, mostWaiting } =
      outcomeOf(record);
    return [
      way.name,
      String(way.up),
      ...(["median", "p95", "p99", "max"] as const).map((key) => inSeconds(wait?.[key])),
      String(mostWaiting),
      `${pushedOut} (${pushedOutOfOne})`,
      `${nodesUsed} of ${nodesUp}`,
      withoutPlace === 0 ? "nobody" : `**${withoutPlace} of ${people}**`,
    ];
  });
  const head = [
    ...["Before they come", "nodes up", "wait for a place: median", "p95", "p99", "longest", "most who waited at once"],
    ...["placeholders pushed out (most of one node)", "nodes used at the end", "without a place"],
  ];
  const autoscaler = programs.isRealAutoscaler
    ? "the real cluster autoscaler 1.36.0 with its provider for kwok"
    : "an autoscaler that is simulated";
  return [
    `${plan.people} people come within ${howTheyCome(plan)}. Each server has ${plan.memory} and ${plan.cpu} core set aside. The pool has ${nodes} × \`${plan.vmSize}\` at its most, with room for ${perNode} servers on each: ${seats} places. A node is ready ${spanOf(plan.nodeReady)} after it is asked for.`,
    `With ${programs.parts}, and ${autoscaler}.`,
    table(head, rows),
  ].join("\n\n");
}

/** Who waits, over time: a line for each way. */
export function pictureOf(plan: Plan, tried: readonly Tried[]): string {
  const lines = tried.map(({ way, record }): Line => ({ name: way.name, values: waiting(record.seats) }));
  return picture(`People who wait for a place, of ${plan.people}`, lines);
}

/** Whether everybody had a place, in each way. */
export function everybodySits(tried: readonly Tried[]): boolean {
  return tried.every(({ record }) => outcomeOf(record).withoutPlace === 0);
}

function howTheyCome({ within, shape, seed }: Plan): string {
  switch (shape) {
    case "even":
      return `${spanOf(within)}, in even steps`;
    case "random":
      return `${spanOf(within)}, each at a moment by chance (seed ${seed})`;
    case "at-once":
      return `${spanOf(Math.min(roomClicks, within))}, as when a lecturer says “now” (seed ${seed})`;
  }
}

function inSeconds(value: number | undefined): string {
  if (value === undefined) return "–";
  return value < 10 ? `${value.toFixed(2)} s` : `${Math.round(value)} s`;
}
