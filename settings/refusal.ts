import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the user can correct. It is shown without a stack trace.
 *
 * The trace is removed, not only hidden: otherwise the SDK formats it, and Node 20 needs twenty seconds for the paths in it.
 * @see https://github.com/nodejs/node/issues/64011
 */
export function refusal(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = undefined;
  return error;
}

/**
 * A value that must be there, because the settings were checked. A default in its place, such as an empty text, would be sent to a cloud.
 *
 * @throws if it is missing, which is a mistake in this program
 */
export function sure<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}, though the settings were checked. Please report it.`);
  return value;
}
