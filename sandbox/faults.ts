/** What can be done to a resource. */
export type Operation = "create" | "update" | "delete" | "read";

/** A fault to inject. */
export interface Fault {
  /** The resource's name in the program, or the last part of its type (`ManagedCluster`). */
  readonly resource: string;
  /** Which operation fails. @default the first one that comes */
  readonly operation?: Operation;
}

/** Faults that are still to happen; each happens once. */
export class Faults {
  private readonly pending: Fault[];

  constructor(faults: readonly Fault[] = []) {
    this.pending = [...faults];
  }

  /** Those that have not happened. */
  get left(): readonly Fault[] {
    return this.pending;
  }

  /** Fails the operation where a fault is due. */
  strike(urn: string, operation: Operation): void {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const type = urn.split("::").at(-2)?.split(":").at(-1);
    const due = this.pending.findIndex(
      (fault) => [name, type].includes(fault.resource) && (fault.operation ?? operation) === operation,
    );
    if (due >= 0) {
      this.pending.splice(due, 1);
      throw new Error(`simulated failure: ${operation} of ${name} did not succeed`);
    }
  }
}
