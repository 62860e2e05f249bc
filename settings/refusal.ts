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

/**
 * A value that the checks have made sure of: an empty text in its place would be sent to a cloud.
 *
 * @throws where it is missing all the same, which is a fault of this program
 */
export function sure<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}, though the settings were checked. Please report it.`);
  return value;
}
