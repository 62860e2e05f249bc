/** Seconds at which people come, one after the other in even steps. The first comes at once, and the last one step before the end. */
export function evenArrivals(people: number, within: number): readonly number[] {
  return Array.from({ length: people }, (_, index) => (index * within) / people);
}

/**
 * Seconds at which people come who know nothing of each other: sometimes several at once.
 *
 * @param seed the same number gives the same times
 */
export function randomArrivals(people: number, within: number, seed: number): readonly number[] {
  const random = numbersFrom(seed);
  return Array.from({ length: people }, () => random() * within).sort((one, other) => one - other);
}

/** Mulberry32: numbers from 0 up to 1. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
