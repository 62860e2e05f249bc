import { type AsyncLocalStorage } from "node:async_hooks";
import { TestEnvironment as NodeEnvironment } from "jest-environment-node";

type Listener = (reason: unknown, promise: Promise<unknown>) => void;

const reported = "unhandledRejection";

/**
 * Node as Jest serves it, save for one thing: programs that run on Pulumi's engine inside of a test hear of their own unhandled
 * rejections, which is how Pulumi reports what a program throws and what befalls its resources.
 *
 * Jest gives tests a copy of `process` that never hears any, and fails the test that was running instead. As several programs may
 * run at a time, each rejection goes to the one in whose asynchronous context it came about; one from nowhere else is Jest's.
 */
export default class EngineEnvironment extends NodeEnvironment {
  /** Listeners of the running programs, by the asynchronous context that they were added in. */
  private readonly listeners = new Map<unknown, Listener>();
  /** Jest's own, while programs run. */
  private displaced: Listener[] = [];

  override async setup(): Promise<void> {
    await super.setup();
    const inside = this.global.process;
    const [on, off, allow] = [inside.on.bind(inside), inside.off.bind(inside), inside.setMaxListeners.bind(inside)];
    Object.assign(inside, {
      // Pulumi allows thirty, and leaves one behind for each program whose engine was killed.
      setMaxListeners: () => allow(0),
      on: (event: string, listener: Listener) =>
        event === reported ? this.add(listener) : on(event as never, listener as never),
      off: (event: string, listener: Listener) => (event === reported ? this.remove(listener) : off(event, listener)),
    });
  }

  private add(listener: Listener): void {
    if (this.listeners.size === 0) {
      this.displaced = process.rawListeners(reported) as Listener[];
      process.removeAllListeners(reported).on(reported, this.route);
    }
    this.listeners.set(this.asynchronousContext(), listener);
  }

  private remove(listener: Listener): void {
    for (const [context, added] of this.listeners) {
      if (added === listener) this.listeners.delete(context);
    }
    if (this.listeners.size === 0) {
      process.removeAllListeners(reported);
      for (const own of this.displaced) process.on(reported, own);
    }
  }

  private readonly route: Listener = (reason, promise) => {
    const program = this.listeners.get(this.asynchronousContext());
    // A program whose engine was killed may still be connecting to it, in no context of its own.
    if (program === undefined && isUnavailable(reason)) return;
    for (const listener of program === undefined ? this.displaced : [program]) listener(reason, promise);
  };

  /** What tells apart the programs that run at the same time: Pulumi keeps each one's state in here. */
  private asynchronousContext(): unknown {
    return (this.global as { asyncLocalStorage?: AsyncLocalStorage<unknown> }).asyncLocalStorage?.getStore();
  }
}

/**
 * Whether a call found nobody at the other end, or was broken off from there.
 * @see https://grpc.github.io/grpc/core/md_doc_statuscodes.html
 * @see https://github.com/pulumi/pulumi/blob/v3.270.0/sdk/nodejs/runtime/invoke.ts, which takes both for the end of the engine
 */
function isUnavailable(reason: unknown): boolean {
  return typeof reason === "object" && reason !== null && "code" in reason && (reason.code === 14 || reason.code === 1);
}
