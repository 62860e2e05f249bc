const mark = "~replacement";

/**
 * The URN for looking for a replacement, while the old resource still has the right URN in the state. The program has no such name. So if the
 * process is interrupted, the next run drops the entry.
 */
export function besideOld(urn: string): string {
  return `${urn}${mark}`;
}

/** The URN that the program gives a resource. */
export function urnInProgram(urn: string): string {
  return urn.endsWith(mark) ? urn.slice(0, -mark.length) : urn;
}

/** The parts of a resource that decide its place in the state. */
interface Entry {
  readonly urn: string;
  readonly pendingReplacement?: boolean;
}

/**
 * Puts each replacement that was found in the place of the old resource, as the engine does. If the old resource is deleted already
 * (`pendingReplacement`), its entry is dropped. Otherwise the next run deletes it. See `CreateStep.Apply` and `DeleteStep.Apply` in the engine's
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
