import { only } from "../../../settings/only";
import { CannotLook } from "../cannot-look";
import { withLimit } from "../limit";
import { whyNot } from "../web";
import { type AnyProbe, skipped, type Verdict, wrong } from "./probe";
import { type Kind, type Line } from "./report";
import { type World } from "./world";

/** How probes are run. */
export interface Run {
  readonly probes: readonly AnyProbe[];
  readonly world: World;
  /** What is left out. */
  readonly kind: Kind;
  readonly now: () => Date;
  /** No probe is begun after it is aborted. */
  readonly signal: AbortSignal;
}

/** A line that is on its way. */
export interface Pending {
  readonly probe: AnyProbe;
  readonly line: Promise<Found>;
}

/** A line, and what was seen for it. */
export interface Found extends Line {
  /** What the probe saw: plain data. Absent if it did not look. */
  readonly seen?: unknown;
}

/**
 * Runs probes: at once, but for those that need others. A probe that needs one which found something wrong is skipped, so that one fault is one line.
 *
 * @returns a line for each probe, in their order
 */
export function runProbes({ probes, world, kind, now, signal }: Run): readonly Pending[] {
  const lines = new Map<string, Promise<{ readonly line: Found; readonly blocks: boolean; readonly why?: string }>>();
  for (const probe of probes) lines.set(probe.id, found(probe));
  return probes.map((probe) => ({ probe, line: sure(lines.get(probe.id)).then(({ line }) => line) }));

  async function found(probe: AnyProbe) {
    const { id, group, title } = probe;
    const began = performance.now();
    const line = ({ state, saw, mend }: Verdict, blocks: boolean, seen?: unknown) => ({
      blocks,
      line: {
        ...{ id, group, title, tried: probe.tried(world.facts), state, saw },
        ...(mend !== undefined && { mend }),
        seconds: Math.round((performance.now() - began) / 100) / 10,
        ...(seen !== undefined && { seen }),
      },
    });
    // The others must be known before one waits for them.
    await Promise.resolve();
    const without = probe.without?.(world.facts);
    if (without !== undefined) return line(skipped(without), false);
    if (kind !== "full" && probe.slow === true) return line(skipped("only a full check looks at it"), false);
    if (kind === "scheduled" && probe.administrator === true)
      return line(skipped("a check that runs in the cluster has no right to it"), false);
    for (const need of probe.needs ?? []) {
      const before = await lines.get(need);
      if (before?.blocks !== true) continue;
      const why = before.why ?? `because of: ${before.line.title}`;
      return { ...line(skipped(`not looked at, ${why}`), true), ...only("why", before.why) };
    }
    if (signal.aborted) return line(skipped("interrupted"), true);
    try {
      const seen = await withLimit(probe.look(world), probe.seconds);
      const verdict = probe.judge(seen as never, world.facts, now());
      const why = verdict.blocks === undefined ? undefined : `because ${verdict.blocks}`;
      return { ...line(verdict, verdict.state === "wrong" || why !== undefined, seen), ...only("why", why) };
    } catch (error) {
      return line(unlooked(error), true);
    }
  }
}

/** A probe that could not look is no fault of the hub, if the cluster refused it. Anything else is. */
function unlooked(error: unknown): Verdict {
  if (error instanceof CannotLook) return skipped(error.message);
  return wrong(whyNot(error), "npm run hub -- logs binder, and npm run hub -- logs hub");
}

function sure<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("two probes have the same id");
  return value;
}
