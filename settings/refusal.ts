import * as pulumi from "@pulumi/pulumi";

/**
 * An error that is the user's to mend: shown without a stack trace.
 *
 * The trace is taken off, not only hidden: the SDK formats it all the same, and Node 20 needs twenty seconds for the paths in it.
 * @see https://github.com/nodejs/node/issues/64011
 */
export function refusal(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = undefined;
  return error;
}
