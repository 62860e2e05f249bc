import { createPrivateKey } from "node:crypto";
import { type Problem, setSecretCommand } from "../../settings/problems";

/** The credential must be of the kind that the type needs. It is never shown. */
export function keyFits(secret: string, type: string, key: string): Problem[] {
  const fault =
    type === "token" ? faultOfToken(secret) : type === "githubApp" ? faultOfApp(secret) : faultOfSsh(secret);
  return fault === undefined ? [] : [{ key, rule: fault, mend: setSecretCommand(key, files[type]) }];
}

/** Where a credential of several lines is usually found, by the type that needs it. */
export const files: Readonly<Record<string, string>> = { githubApp: "app.private-key.pem", sshKey: "deploy_key" };

const isKey = (text: string) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
const isPublic = (text: string) => /-----BEGIN [A-Z ]*PUBLIC KEY-----|^\s*(ssh|ecdsa)-[a-z0-9-]+ AAAA/.test(text);

function faultOfToken(text: string): string | undefined {
  if (isKey(text) || isPublic(text))
    return "must be a token, and is a key: keys are for the types sshKey and githubApp";
  return /^\s*\S+\s*$/.test(text) ? undefined : "must be one token, without blanks and on one line";
}

function faultOfApp(text: string): string | undefined {
  const whole = "must be the App's private key, unchanged as GitHub gives it: a .pem file of several lines";
  if (!isKey(text)) return isPublic(text) ? `${whole}. This is a public key` : whole;
  return kindOf(text) === "rsa" ? undefined : `${whole}. This one is cut off, locked or of another kind`;
}

function faultOfSsh(text: string): string | undefined {
  const whole = "must be a private key for SSH, with its first and last line";
  if (isPublic(text)) return `${whole}. This is the public key, which the Git server gets`;
  if (!isKey(text)) return whole;
  const locked =
    "is locked with a passphrase, which nobody can type in the hub: ssh-keygen -p -f deploy_key removes it";
  if (text.includes("ENCRYPTED")) return locked;
  if (!text.includes("BEGIN OPENSSH PRIVATE KEY"))
    return kindOf(text) === undefined ? `${whole}. This one is cut off` : undefined;
  const cipher = cipherOf(text);
  return cipher === undefined ? `${whole}. This one is cut off` : cipher === "none" ? undefined : locked;
}

function kindOf(text: string): string | undefined {
  try {
    return createPrivateKey(text).asymmetricKeyType;
  } catch {
    return undefined;
  }
}

/**
 * What a key of OpenSSH is locked with: `none`, or a cipher. `undefined` if it is not whole.
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
function cipherOf(text: string): string | undefined {
  const [, body = ""] =
    /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----/.exec(text) ?? [];
  const bytes = Buffer.from(body, "base64");
  const magic = "openssh-key-v1\0";
  if (bytes.subarray(0, magic.length).toString("latin1") !== magic || bytes.length < magic.length + 4) return undefined;
  const length = bytes.readUInt32BE(magic.length);
  const cipher = bytes.subarray(magic.length + 4, magic.length + 4 + length).toString("latin1");
  return /^[a-z0-9@.-]+$/.test(cipher) ? cipher : undefined;
}
