import { type CleanUp } from "./clean-up";
import { type Clock } from "./clock";
import { type Guest } from "./guest";
import { type Screen } from "./show";

/** What a verb works with. */
export interface Desk {
  readonly guest: Guest;
  readonly cleanUp: CleanUp;
  /** Where it says what it does. Not where a program reads the result. */
  readonly screen: Screen;
  readonly clock: Clock;
}

/** What came of a verb. */
export interface Outcome {
  /** Exit code. */
  readonly code: number;
  /** For programs to read. */
  readonly result: unknown;
}
