import { versions } from "../../../settings/versions";

/** Something that ends. */
export interface End {
  readonly what: string;
  /** The last day, such as `2027-03-31`. */
  readonly day: string;
  /** Whole days until then. Below zero: it has ended. */
  readonly daysLeft: number;
}

const dayLong = 86_400_000;

/** An end, and the days until then. */
export function endOn(what: string, at: Date, now: Date): End {
  return { what, day: at.toISOString().slice(0, 10), daysLeft: Math.floor((at.getTime() - now.getTime()) / dayLong) };
}

/**
 * The end of AKS's usual support for the oldest Kubernetes of the nodes. `undefined` if the program does not know it.
 *
 * @param running versions such as `v1.36.3`
 */
export function kubernetesEnd(running: readonly string[], now: Date): End | undefined {
  const minors = running.flatMap((version) => /^v?1\.(\d+)/.exec(version)?.[1] ?? []).map(Number);
  if (minors.length === 0) return undefined;
  const known = versions.kubernetesEnds.is;
  const minor = Math.min(...minors);
  const end = known.get(Math.max(minor, Math.min(...known.keys())));
  // Until the end of the day.
  return end && endOn(`Kubernetes 1.${minor} at AKS`, new Date(Date.parse(end.usual) + dayLong - 1), now);
}
