import { cpus, totalmem, type as systemName } from "node:os";
import { type Verdict } from "./claims";
import { growthName, poolCounts } from "./growth";
import { names } from "./previews";
import { type Results } from "./rounds";
import { table } from "./table";

/** What was measured, as Markdown, for the screen and for `docs/performance.md`. */
export function report(
  previews: Results,
  growth: Results,
  verdicts: readonly Verdict[],
  engine: string,
  rounds: number,
): string {
  const base = previews[names.empty]?.wall ?? NaN;
  return [
    `Medians of ${rounds} rounds. ${machine()}; ${engine}.`,
    table(
      ["`pulumi preview` of", "wall", "÷ empty", "CPU", "memory"],
      Object.values(names).flatMap((name) => row(name, previews, base)),
    ),
    table(
      ["`dev` with node pools", "wall", "÷ 1 pool", "CPU", "memory"],
      (["preview", "up"] as const).flatMap((verb) =>
        poolCounts.flatMap((pools) => row(growthName(verb, pools), growth, growth[growthName(verb, 1)]?.wall ?? NaN)),
      ),
    ),
    plot(growth),
    table(
      ["promised", "at most", "measured", "holds"],
      verdicts.map(({ claim, target, ratio, holds }) => [claim, `${target} ×`, times(ratio), holds ? "yes" : "**no**"]),
    ),
  ].join("\n\n");
}

const times = (ratio: number) => `${ratio.toFixed(2)} ×`;

function row(name: string, results: Results, base: number): string[][] {
  const figures = results[name];
  if (figures === undefined) return [];
  const { wall, cpu, memory } = figures;
  return [[name, `${wall.toFixed(2)} s`, times(wall / base), `${cpu.toFixed(2)} s`, `${memory.toFixed(0)} MiB`]];
}

/** The facts about the machine that matter. */
function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), ${memory} GiB, ${systemName()}, Node ${process.versions.node}`;
}

function plot(growth: Results): string {
  const walls = (verb: "preview" | "up") => poolCounts.map((pools) => growth[growthName(verb, pools)]?.wall ?? NaN);
  const top = Math.ceil(Math.max(...walls("preview"), ...walls("up")) + 0.5);
  return [
    "```mermaid",
    '%%{init: {"themeVariables": {"xyChart": {"plotColorPalette": "#bc4c00, #0969da"}}}}%%',
    "xychart-beta",
    '  title "Seconds by number of node pools (orange: up, blue: preview)"',
    `  x-axis [${poolCounts.join(", ")}]`,
    `  y-axis "seconds" 0 --> ${top}`,
    ...(["up", "preview"] as const).map(
      (verb) =>
        `  line [${walls(verb)
          .map((wall) => wall.toFixed(2))
          .join(", ")}]`,
    ),
    "```",
  ].join("\n");
}
