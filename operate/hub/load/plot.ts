import { spanOf } from "./span";

/** A point of a plot. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** How it is drawn. @default "•" */
  readonly mark?: string;
}

/**
 * Points in text: seconds on both axes. Where several fall in one place, the last one is seen.
 *
 * @param width characters for the points
 * @param height lines for the points
 */
export function plot(points: readonly Point[], width: number, height: number): string {
  const [xMax, yMax] = [Math.max(1, ...points.map(({ x }) => x)), Math.max(1, ...points.map(({ y }) => y))];
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => " "));
  for (const { x, y, mark = "•" } of points) {
    const line = grid[height - 1 - Math.round((y / yMax) * (height - 1))];
    if (line !== undefined) line[Math.round((x / xMax) * (width - 1))] = mark;
  }
  const labels = grid.map((_, index) =>
    index === 0 || index === height - 1 || index === (height - 1) / 2
      ? `${((yMax * (height - 1 - index)) / (height - 1)).toFixed(yMax < 10 ? 1 : 0)} s`
      : "",
  );
  const room = Math.max(...labels.map(({ length }) => length));
  const end = spanOf(xMax);
  return [
    ...grid.map((line, index) => `${(labels[index] ?? "").padStart(room)} ┤${line.join("")}`.trimEnd()),
    `${" ".repeat(room)} └${"─".repeat(width)}`,
    `${" ".repeat(room)}  0s${end.padStart(width - 2)}`,
  ].join("\n");
}
