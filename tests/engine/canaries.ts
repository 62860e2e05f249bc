import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A text that stands nowhere by accident. */
export function canary(name: string): string {
  return `canary-${name}-${randomBytes(12).toString("hex")}`;
}

/** The ways in which a secret can stand in a text and still be read: as it is, and in the middle of anything in base64. */
export function readableForms(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(" ".repeat(offset) + secret).toString("base64");
    // Characters at the ends hold bits of what stands before and after.
    return encoded.slice(offset === 0 ? 0 : 4, -4);
  });
  return [secret, ...inBase64];
}

/** Names of the secrets that can be read in a text. */
export function leaks(secrets: Readonly<Record<string, string>>, text: string): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => readableForms(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}

/** Every file below a folder, by its path in it, as text. */
export function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(folder.length + 1), readFileSync(file, "latin1")];
    }),
  );
}
