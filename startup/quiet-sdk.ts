import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

declare module "@pulumi/pulumi/runtime/debuggable" {
  /** Notes where a promise was made. The SDK exports it, but its type definitions do not have it. */
  export function debuggablePromise<T>(promise: Promise<T>, context?: unknown): Promise<T>;
}

// Switches off two things that help only to debug the Pulumi SDK. They take a quarter of the time of a preview with twenty node pools. An
// environment variable switches each of them on again.

// The SDK sends four debugging messages to the engine for each resource, and waits for each answer. Only `pulumi --debug` would show them,
// and they contain secrets in plain text.
if (process.env.BINDERHUB_DEBUG === undefined) {
  Object.assign(pulumi.log, { debug: () => Promise.resolve() });
}

// The SDK takes a stack trace for each promise, and makes a hundred promises for each resource. It needs the traces only to report promises
// that never settle.
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
