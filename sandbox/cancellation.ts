import type * as grpc from "@grpc/grpc-js";

/** The calls that wait until the engine cancels. */
export class Cancellation {
  private readonly waiting = new Set<() => void>();

  /** Settles when all is cancelled, or when this one call is. */
  of(call: grpc.ServerUnaryCall<unknown, unknown>): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      call.on("cancelled", () => {
        this.waiting.delete(resolve);
        resolve();
      });
    });
  }

  cancel(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
