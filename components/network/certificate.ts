import { fullPath } from "../../settings/files";
import { setCommand } from "../../settings/problems";
import { completion } from "../../settings/question";

const key = "binderhub:network.proxy.certificate";

/**
 * What AKS takes.
 * @see https://learn.microsoft.com/azure/aks/http-proxy#limitations-and-considerations
 */
const most = { certificates: 20, bytes: 35_000 };

/** Reads the file of the proxy's certificates. */
export const proxyCertificate = completion(["network"], ({ network }, { read, project }) => {
  const file = network.proxy?.certificate;
  if (file === undefined) return { adds: {} };
  const pem = read(fullPath(file, project))?.toString("utf8");
  const rule = pem === undefined ? "is a file that is not there (paths are relative to the project)" : faultOf(pem);
  return rule === undefined
    ? { adds: { network: { ...network, certificate: pem } } }
    : { adds: {}, problems: [{ key, value: file, rule, mend: setCommand(key, "./ca.pem") }] };
});

/** What is wrong with certificates of issuers. `undefined` if nothing is. */
export function faultOf(pem: string): string | undefined {
  if (pem.includes("PRIVATE KEY-----")) return "must be certificates without a private key, which nobody here needs";
  const count = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.length ?? 0;
  if (count === 0) return "must have certificates in PEM: -----BEGIN CERTIFICATE-----";
  return count > most.certificates || pem.length > most.bytes
    ? `must have at most ${most.certificates} certificates and ${most.bytes / 1000} kB: give the institution's own, not all public ones`
    : undefined;
}
