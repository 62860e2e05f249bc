import { messageOf } from "../../sandbox/error-message";

/** What a run of a job did, a line each, and what it could not do. */
export interface Attempts {
  readonly did: string[];
  readonly failed: string[];
  /** Does something, and notes why it failed if it does. What comes next is done anyway. */
  readonly attempt: <Answer>(what: string, work: () => Promise<Answer>) => Promise<Answer | undefined>;
}

/** A run that has done nothing yet. */
export function attempts(): Attempts {
  const [did, failed]: [string[], string[]] = [[], []];
  return {
    ...{ did, failed },
    async attempt(what, work) {
      try {
        return await work();
      } catch (error) {
        failed.push(`${what}: ${messageOf(error)}`);
        return undefined;
      }
    },
  };
}
