import { table } from "../show";
import { type Figures, type Times } from "./figures";
import { plot } from "./plot";
import { type Going } from "./visits";
import { type Watched } from "./watch";

/** A load that is over. */
export interface Report {
  readonly spec: string;
  readonly going: Going;
  readonly figures: Figures;
  readonly watched: Watched;
}

/**
 * A report for people to read: times in a table, what failed and why, what the cluster did, and a plot.
 *
 * @param width characters of the terminal
 */
export function reportOf({ going, figures, watched }: Report, width: number): string {
  const { launched, failed, failures, notebook, result } = figures;
  const clicks = `${going.clicked} clicked, ${launched} had a notebook and a result, ${failed} failed`;
  const rows = [
    row("click to notebook", notebook.all),
    row("  first tenth", notebook.first),
    row("  last tenth", notebook.last),
    row("click to first result", result.all),
    row("  first tenth", result.first),
    row("  last tenth", result.last),
  ];
  const { nodesBefore, nodesAfter, mostPending } = watched;
  const nodes = `${nodesBefore} nodes before, ${nodesAfter} after`.replace(/\b1 nodes/, "1 node");
  return [
    going.stopped === undefined ? `${clicks}.` : `Stopped: ${going.stopped}. ${clicks}.`,
    ...failures.map(({ why, count }) => `  ${count} × ${why}`),
    "",
    ...(notebook.all === undefined ? [] : [table(["", "median", "p95", "max"], rows), ""]),
    `${nodes}; at most ${mostPending} servers waited for room on a node.`,
    ...plotted(going, width),
  ].join("\n");
}

function plotted({ visits }: Going, width: number): readonly string[] {
  const highest = Math.max(1, ...visits.map(({ notebook = 0 }) => notebook));
  const points = visits.map(({ clicked, notebook, failure }) =>
    failure === undefined && notebook !== undefined
      ? { x: clicked, y: notebook }
      : { x: clicked, y: highest, mark: "×" },
  );
  if (points.length === 0) return [];
  return ["", "Click to notebook, by the time of the click (× failed)", plot(points, Math.min(width, 100) - 12, 11)];
}

function row(what: string, times: Times | undefined): readonly string[] {
  const cell = (seconds: number | undefined) => (seconds === undefined ? "-" : `${seconds.toFixed(1)} s`);
  return [what, cell(times?.median), cell(times?.p95), cell(times?.max)];
}
