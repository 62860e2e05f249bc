/**
 * An error in words. The Automation API's repeat the command that failed, secrets among its arguments, and all that it printed: only
 * what the engine calls the error is kept.
 */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!/^code: -?\d/.test(message)) return message;
  return /^error: (.*)$/m.exec(message)?.[1] ?? "The Pulumi engine failed, and did not say why.";
}
