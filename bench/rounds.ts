import { type Figures } from "./measure";

/** A program that is compared. Each round measures it once. */
export interface Contestant {
  readonly name: string;
  /** Runs it once. */
  readonly time: () => Promise<Figures>;
}

/** Medians by contestant. */
export type Results = Readonly<Record<string, Figures>>;

/**
 * Measures all contestants in turn, so that other work on the machine slows all of them alike. The first round only fills caches.
 *
 * @param say called before each round
 */
export async function rounds(
  contestants: readonly Contestant[],
  count: number,
  say: (line: string) => void,
): Promise<Results> {
  const taken = new Map(contestants.map(({ name }): [string, Figures[]] => [name, []]));
  for (let round = 0; round <= count; round++) {
    say(round === 0 ? "warming up …" : `round ${round} of ${count} …`);
    for (const { name, time } of contestants) {
      const figures = await time();
      if (round > 0) taken.get(name)?.push(figures);
    }
  }
  return Object.fromEntries([...taken].map(([name, figures]) => [name, medians(figures)]));
}

function medians(figures: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => median(figures.map((one) => one[key]));
  return { wall: of("wall"), cpu: of("cpu"), memory: of("memory") };
}

/** The middle value, or the mean of the two middle values. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[low] ?? NaN) + (sorted[high] ?? NaN)) / 2;
}
