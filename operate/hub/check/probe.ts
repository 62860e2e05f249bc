import { type HubFacts } from "../../../components/operate/facts";
import { type Group, type State } from "./report";
import { type World } from "./world";

/** What a probe says of what it saw. */
export interface Verdict {
  readonly state: State;
  /** What came back, in words. */
  readonly saw: string;
  /** The setting or the command that mends it. */
  readonly mend?: string;
  /** Why probes that need this one are skipped, though nothing is wrong. @default they are not */
  readonly blocks?: string;
}

/**
 * One thing that a hub promises. It looks, and judges what it saw apart from that: what was seen is plain data, so that tests can judge what was
 * recorded on a real cluster.
 */
export interface Probe<Seen> {
  readonly id: string;
  readonly group: Group;
  /** What is promised, as a sentence. */
  readonly title: string;
  /** What is tried, in words. */
  readonly tried: (facts: HubFacts) => string;
  /** Probes without which this one can see nothing of its own: if one of them finds something wrong, this one is skipped. @default none */
  readonly needs?: readonly string[];
  /** Whether it takes long: only a full check looks. @default false */
  readonly slow?: boolean;
  /** Whether it needs rights on the cluster that a scheduled check is not given. @default false */
  readonly administrator?: boolean;
  /** Seconds that it may take. */
  readonly seconds: number;
  /** Why a hub has nothing to look at here. @default it always has */
  readonly without?: (facts: HubFacts) => string | undefined;
  readonly look: (world: World) => Promise<Seen>;
  readonly judge: (seen: Seen, facts: HubFacts, now: Date) => Verdict;
}

/** A probe of any kind. What it sees is nobody's business but its own. */
export interface AnyProbe extends Omit<Probe<unknown>, "judge"> {
  readonly judge: (seen: never, facts: HubFacts, now: Date) => Verdict;
}

export const well = (saw: string): Verdict => ({ state: "well", saw });
export const wrong = (saw: string, mend: string): Verdict => ({ state: "wrong", saw, mend });
export const warning = (saw: string, mend: string): Verdict => ({ state: "warning", saw, mend });
export const skipped = (saw: string): Verdict => ({ state: "skipped", saw });

/** Names a probe by what it sees. */
export function probe<Seen>(one: Probe<Seen>): Probe<Seen> {
  return one;
}
