import * as pulumi from "@pulumi/pulumi";

/**
 * Stops the debugging messages that the SDK sends to the engine. They contain secrets in plain text, and `pulumi up --json` and event logs keep
 * them. The environment variable `BINDERHUB_DEBUG` switches them on again.
 */
export function withoutDebugMessages(): void {
  if (process.env.BINDERHUB_DEBUG === undefined) Object.assign(pulumi.log, { debug: () => Promise.resolve() });
}
