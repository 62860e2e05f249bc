import { generateKeyPairSync } from "node:crypto";

const made = new Map<string, string>();

/** A credential of the kind that a type of `privateRepositories` needs, and that nobody has: a new key, or a word. */
export function madeUpKey(type: string): string {
  const known = made.get(type);
  if (known !== undefined) return known;
  const key = type === "githubApp" ? rsaKey() : type === "sshKey" ? ed25519Key() : "not-a-real-token";
  made.set(type, key);
  return key;
}

function rsaKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }) as string;
}

function ed25519Key(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}
