/** Groups of probes, in the order in which a person looks for a fault. */
export const groups = {
  address: "Name and address",
  tls: "Certificate",
  hub: "The hub's own word",
  login: "Login and secrets",
  cluster: "Cluster",
  launch: "Build and launch",
  walls: "Walls",
} as const;

export type Group = keyof typeof groups;

/**
 * What came of a probe. `warning`: it works, but not for long, or not as it should. `skipped`: it could not be looked at, and why stands in `saw`; or
 * the hub does not have what it looks at.
 */
export type State = "well" | "warning" | "wrong" | "skipped";

/** What one probe found. */
export interface Line {
  /** Short name of the probe: `tls-days`. */
  readonly id: string;
  readonly group: Group;
  /** What is promised, as a sentence: "The certificate is valid for this host". */
  readonly title: string;
  /** What was tried. */
  readonly tried: string;
  readonly state: State;
  /** What came back. */
  readonly saw: string;
  /** The setting or the command that mends it. Only where something is wrong. */
  readonly mend?: string;
  /** Seconds that it took. */
  readonly seconds: number;
}

/**
 * How much a check looks at. `quick`: a person waits, so nothing is built, and a launch has a minute. `scheduled`: it runs in the cluster, time and again.
 * Nothing is built either, and it has not the rights of an administrator.
 */
export type Kind = "full" | "quick" | "scheduled";

/** What a check that is not full leaves out. */
export const leftOut: Readonly<Record<Exclude<Kind, "full">, string>> = {
  quick: "What takes long was left out",
  scheduled: "It ran in the cluster: what takes long, and what only an administrator may, was left out",
};

/** What a check found. */
export interface Report {
  /** The Binder page. */
  readonly hub: string;
  readonly stack?: string;
  /** When it began: ISO 8601, UTC. */
  readonly began: string;
  readonly seconds: number;
  readonly kind: Kind;
  readonly lines: readonly Line[];
  /** Seconds from the click to each phase of the launch: `{ phase: "pushing", after: 2.8 }`. Empty if nothing was launched. */
  readonly phases: readonly { readonly phase: string; readonly after: number }[];
}

/** Exit code of a check: 0 all is well (there may be warnings), 1 something is wrong. */
export function exitCodeOf({ lines }: Report): 0 | 1 {
  return lines.some(({ state }) => state === "wrong") ? 1 : 0;
}
