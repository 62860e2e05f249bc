import { type Edits, type Files, type StackConfig } from "./stack";

/** A stack that is refused: what is edited in a good one, the key that is blamed, and words of the rule that a user reads. */
export type Row = readonly [name: string, edits: Edits, key: string, rule: RegExp, more?: More];

/** What is out of the ordinary with a row. */
export interface More {
  /** The stack that is edited. @default the workshop's hub */
  readonly base?: StackConfig;
  /** Full keys that are encrypted. @default the registry's password */
  readonly encrypted?: readonly string[];
  /** Files that are there besides the usual ones. */
  readonly files?: Files;
  /** Keys that are blamed as well, because the edit breaks a rule of theirs too. */
  readonly also?: readonly string[];
  /** The key that the mend names, where it is another than the one blamed. */
  readonly mends?: string;
  /** Why the command alone cannot mend it: what only a person can do or choose. */
  readonly person?: string;
}
