const host = "(?:\\[[a-z0-9.-]+\\]:\\d{1,5}|[a-z0-9.-]+)";
const type = "(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))";

/**
 * A server's public key as `ssh-keyscan` prints it: names, type, key. Hashed names are not taken, as nobody could see whose they are.
 * @see https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT
 */
export const knownHostForm = new RegExp(`^${host}(?:,${host})* ${type} [A-Za-z0-9+/]+={0,2}(?: .*)?$`);
export const knownHostRule =
  "a line as ssh-keyscan prints it (without -H, which hides the host): git.example.org ssh-ed25519 AAAA…";

/** Whether the key in a line has the type that the line says, and as many bytes as it says itself. */
export function isWholeKey(line: string): boolean {
  const [, said = "", key = ""] = line.split(" ");
  const bytes = Buffer.from(key, "base64");
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : Infinity;
    if (at + 4 + length > bytes.length) return false;
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts.length > 1 && parts[0]?.toString() === said;
}

/** How a host of a pattern is called in such lines: with a port of its own, in brackets. */
export function nameInKnownHosts(patternHost: string): string {
  const [, name = patternHost, port = "22"] = /^(.*):(\d+)$/.exec(patternHost) ?? [];
  return port === "22" ? name : `[${name}]:${port}`;
}

/** Whether a line is about a host of a pattern. */
export function isAbout(line: string, patternHost: string): boolean {
  return (line.split(" ")[0] ?? "").split(",").includes(nameInKnownHosts(patternHost));
}

/** A line of the right form with a key that no server has. A person puts the right one in its place. */
export function madeUpLine(patternHost: string): string {
  const blob = [Buffer.from("ssh-ed25519"), Buffer.alloc(32)].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `${nameInKnownHosts(patternHost)} ssh-ed25519 ${Buffer.concat(blob).toString("base64")}`;
}
