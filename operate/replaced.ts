const mark = "~replacement";

/**
 * The URN under which a thing is looked for that was made in place of another one, as long as the state has that under its URN. The
 * program has no such name: whoever is interrupted leaves an entry that the next run drops.
 */
export function besideOld(urn: string): string {
  return `${urn}${mark}`;
}

/** The URN that the program gives a resource. */
export function urnInProgram(urn: string): string {
  return urn.endsWith(mark) ? urn.slice(0, -mark.length) : urn;
}

/** A resource of a state, as far as its place in it goes. */
interface Entry {
  readonly urn: string;
  readonly pendingReplacement?: boolean;
}

/**
 * Puts things that were found where what they replace stands, as the engine does: what was deleted already (`pendingReplacement`) is
 * dropped, and anything else is left for the next run to delete. See `CreateStep.Apply` and `DeleteStep.Apply` in the engine's
 * pkg/resource/deploy/step.go.
 */
export function withReplaced<T extends Entry>(resources: readonly T[]): readonly (T & { readonly delete?: boolean })[] {
  const made = new Map(
    resources.flatMap((one) => (one.urn.endsWith(mark) ? [[urnInProgram(one.urn), one] as const] : [])),
  );
  const first = new Map([...resources].reverse().map((one) => [one.urn, one]));
  return resources.flatMap((one) => {
    if (one.urn.endsWith(mark)) return [];
    const now = made.get(one.urn);
    if (now === undefined) return [one];
    const old = one.pendingReplacement === true ? [] : [{ ...one, delete: true }];
    return first.get(one.urn) === one ? [{ ...now, urn: one.urn }, ...old] : old;
  });
}
