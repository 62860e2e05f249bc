import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

declare module "@pulumi/pulumi/runtime/debuggable" {
  /** Marks a promise with where it was made. Exported by the SDK, but left out of its type definitions. */
  export function debuggablePromise<T>(promise: Promise<T>, context?: unknown): Promise<T>;
}

// What the Pulumi SDK does for those who look for mistakes in it: a quarter of a preview with twenty node pools. Each has a variable
// that brings it back.

// Four messages to the engine for each resource, each sent when the one before was answered. Only `pulumi --debug` would show them,
// and secrets stand in them in plain text.
if (process.env.BINDERHUB_DEBUG === undefined) {
  Object.assign(pulumi.log, { debug: () => Promise.resolve() });
}

// A stack trace for each promise, and there are a hundred for each resource; for the report of those that never settle.
if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) {
  const { debuggablePromise } = debuggable;
  Object.assign(debuggable, {
    debuggablePromise(...args: Parameters<typeof debuggablePromise>) {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        return debuggablePromise(...args);
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    },
  });
}
