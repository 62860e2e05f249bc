import { type Faults, namesOf, type Operation } from "./faults";
import { CloudError } from "./model";

/** An operation that may fail on purpose. */
export interface Work<T> {
  /** URN of the resource, or token of the function. */
  readonly target: string;
  readonly operation: Operation;
  /** What the cloud was given for it. */
  readonly given?: unknown;
  /** Does it, and gives the answer. */
  complete(): T;
  /** Does the part that a cloud has done when the operation is broken off. */
  halfWay(): void;
  /** Settles when the operation is cancelled, or when the engine is gone. */
  readonly ended: Promise<unknown>;
}

/** Carries an operation out, or lets the fault happen that is due. */
export async function carryOut<T>(faults: Faults, work: Work<T>): Promise<T> {
  const struck = faults.due(work.target, work.operation);
  if (struck === undefined) return work.complete();
  const what = `${work.operation} of ${namesOf(work.target)[0] ?? work.target}`;
  switch (struck.mode) {
    case "fail":
    case "fail-for-good":
      faults.report(struck);
      throw new CloudError(`simulated failure: ${what} did not succeed`);
    case "echo":
      faults.report(struck);
      throw new CloudError(`simulated failure: ${what} did not succeed with ${JSON.stringify(work.given)}`);
    case "lose-answer":
      work.complete();
      faults.report(struck);
      throw new CloudError(`simulated failure: the answer to ${what} was lost`);
    case "hang":
    case "kill-during":
      work.halfWay();
      break;
    case "kill-after":
      work.complete();
      break;
    case "kill-before":
      break;
  }
  faults.report(struck);
  await work.ended;
  throw new CloudError(`simulated failure: ${what} was cancelled`);
}
