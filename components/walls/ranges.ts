/** The addresses that are not the public internet: private, carrier-grade, link-local (the metadata address among them). */
export const notPublic = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

/**
 * Where machines in a cloud get what they must not give away: the metadata address of all clouds, and Azure's own. AKS itself keeps pods from two ports
 * of the latter with iptables.
 * @see https://github.com/Azure/azure-container-networking/pull/2395
 */
export const credentialAddresses = ["169.254.169.254", "168.63.129.16"];

/** The first and the last address of a range, as numbers. */
interface Bounds {
  readonly first: number;
  readonly last: number;
}

/** An IPv4 range as Kubernetes writes it: an address alone is a range of one, and no bit is set below the prefix. */
export function canonical(range: string): string {
  return `${address(bounds(range).first)}/${prefixOf(range)}`;
}

/** How many bits of a range are given: 32 for an address alone. */
export function prefixOf(range: string): number {
  return Number(range.split("/")[1] ?? 32);
}

/** Whether two ranges have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [bounds(one), bounds(other)];
  return a.first <= b.last && b.first <= a.last;
}

/** Whether a text is an IPv4 address. */
export function isAddress(text: string): boolean {
  return /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/.test(text);
}

function bounds(range: string): Bounds {
  const size = 2 ** (32 - prefixOf(range));
  const number = (range.split("/")[0] ?? "").split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

function address(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
