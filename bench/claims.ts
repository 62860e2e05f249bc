import { growthName } from "./growth";
import { names } from "./previews";
import { type Results } from "./rounds";

/** A ratio that is promised, and the ratio that was measured. */
export interface Verdict {
  readonly claim: string;
  readonly ratio: number;
  readonly target: number;
  readonly holds: boolean;
}

/** The ratios that are promised: one stack, whatever the machine. */
export function verdicts(previews: Results, growth: Results): Verdict[] {
  const { empty, example, dev } = names;
  return [
    verdict(`wall time of ${dev} ÷ ${example}`, previews, dev, example, "wall", 0.45),
    verdict(`wall time of ${dev} ÷ ${empty}`, previews, dev, empty, "wall", 1.25),
    verdict(`memory of ${dev} ÷ ${empty}`, previews, dev, empty, "memory", 1.3),
    verdict(
      "wall time of preview, 20 pools ÷ 1 pool",
      growth,
      growthName("preview", 20),
      growthName("preview", 1),
      "wall",
      1.6,
    ),
    verdict("wall time of up, 20 pools ÷ 1 pool", growth, growthName("up", 20), growthName("up", 1), "wall", 1.8),
  ];
}

function verdict(
  claim: string,
  results: Results,
  over: string,
  under: string,
  figure: "wall" | "memory",
  target: number,
): Verdict {
  const ratio = (results[over]?.[figure] ?? NaN) / (results[under]?.[figure] ?? NaN);
  return { claim, ratio, target, holds: ratio <= target };
}
