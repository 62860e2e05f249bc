import { fullPath } from "../../settings/files";
import { type Problem, setCommand } from "../../settings/problems";
import { completion, type Files } from "../../settings/question";

const key = "binderhub:network.proxy.certificate";

/**
 * What AKS takes.
 * @see https://learn.microsoft.com/azure/aks/http-proxy#limitations-and-considerations
 */
const most = { certificates: 20, bytes: 35_000 };

/** Reads the file of the proxy's certificates. */
export const proxyCertificate = completion(["network"], ({ network }, files) => {
  const file = network.proxy?.certificate;
  if (file === undefined) return { adds: {} };
  const found = issuersIn(key, file, files);
  return "pem" in found
    ? { adds: { network: { ...network, certificate: found.pem } } }
    : { adds: {}, problems: [found.problem] };
});

/** The certificates of issuers in a file that a setting names, or what is wrong with it. */
export function issuersIn(
  setting: string,
  file: string,
  { read, project }: Files,
): { readonly pem: string } | { readonly problem: Problem } {
  const pem = read(fullPath(file, project))?.toString("utf8");
  if (pem === undefined) return { problem: bad("is a file that is not there (paths are relative to the project)") };
  const fault = faultOf(pem);
  return fault === undefined ? { pem } : { problem: bad(fault) };

  function bad(rule: string): Problem {
    return { key: setting, value: file, rule, mend: setCommand(setting, "./ca.pem") };
  }
}

function faultOf(pem: string): string | undefined {
  if (pem.includes("PRIVATE KEY-----")) return "must be certificates without a private key, which nobody here needs";
  const count = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.length ?? 0;
  if (count === 0) return "must have certificates in PEM: -----BEGIN CERTIFICATE-----";
  return count > most.certificates || pem.length > most.bytes
    ? `must have at most ${most.certificates} certificates and ${most.bytes / 1000} kB: give the institution's own, not all public ones`
    : undefined;
}
