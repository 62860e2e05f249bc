/** What can be done to a resource. `call` calls a function of a provider; `check` looks at inputs. */
export type Operation = "create" | "update" | "delete" | "read" | "check" | "call";

/**
 * How an operation goes wrong:
 *
 * - `fail`: fails once, before anything is done
 * - `echo`: the same, with an error that repeats everything that the cloud was given
 * - `fail-for-good`: the same as `fail`, each time until {@link Faults.mend}
 * - `hang`: stops half-way, and ends when it is cancelled or when the engine is gone
 * - `lose-answer`: is done, but the engine gets an error
 * - `kill-before`, `kill-during`, `kill-after`: the engine dies before it begins, half-way, or when it is done
 */
export type Mode =
  "fail" | "echo" | "fail-for-good" | "hang" | "lose-answer" | "kill-before" | "kill-during" | "kill-after";

/** A fault to inject. */
export interface Fault {
  /** The resource's name in the program, or the last part of its type (`ManagedCluster`) or of a function's. */
  readonly resource: string;
  /** Which operation fails. @default the first one that comes, but for `check` */
  readonly operation?: Operation;
  /** How. @default "fail" */
  readonly mode?: Mode;
}

/** A fault that has happened. */
export interface Struck {
  readonly fault: Fault;
  readonly operation: Operation;
  readonly mode: Mode;
}

/** Faults that are still to happen. Each happens once, except those that are for good. */
export class Faults {
  private readonly pending: Fault[];
  private readonly lasting: Fault[] = [];
  private readonly happened: Struck[] = [];
  private listener: (struck: Struck) => void = () => undefined;

  constructor(faults: readonly Fault[] = []) {
    this.pending = [...faults];
  }

  /** Those that have not happened. */
  get left(): readonly Fault[] {
    return this.pending;
  }

  /** Those that have, in order. */
  get struck(): readonly Struck[] {
    return this.happened;
  }

  /** Adds one that is still to happen. */
  add(fault: Fault): void {
    this.pending.push(fault);
  }

  /** What failed for good no longer does. */
  mend(): void {
    this.lasting.length = 0;
  }

  /** Has a listener called at each strike: it cancels what hangs, and kills the engine where the fault says so. */
  onStrike(listener: (struck: Struck) => void): void {
    this.listener = listener;
  }

  /**
   * The fault that must happen at an operation. From now on it has happened.
   *
   * @param target URN of the resource, or token of the function
   */
  due(target: string, operation: Operation): Struck | undefined {
    const hits = (fault: Fault) =>
      namesOf(target).includes(fault.resource) &&
      (fault.operation === undefined ? operation !== "check" : fault.operation === operation);
    const index = this.pending.findIndex(hits);
    const fault = index < 0 ? this.lasting.find(hits) : this.pending.splice(index, 1)[0];
    if (fault === undefined) return undefined;
    const struck = { fault, operation, mode: fault.mode ?? "fail" };
    if (index >= 0 && struck.mode === "fail-for-good") this.lasting.push(fault);
    this.happened.push(struck);
    return struck;
  }

  /** Tells the listener that a fault has taken effect. */
  report(struck: Struck): void {
    this.listener(struck);
  }
}

/** The name and the last part of the type in a URN; the last part of a token. */
export function namesOf(target: string): readonly string[] {
  const name = target.slice(target.lastIndexOf(":") + 1);
  const type = target.split("::").at(-2)?.split(":").at(-1);
  return type === undefined ? [name] : [name, type];
}
