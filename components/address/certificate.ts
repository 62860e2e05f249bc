import { fullPath } from "../../settings/files";
import { setCommand } from "../../settings/problems";
import { completion } from "../../settings/question";

const key = "binderhub:exposure.https.certificate";

/** Reads the file of a certificate. */
export const certificate = completion(["exposure"], ({ exposure }, { read, project }) => {
  const file = exposure.type === "singleHost" ? exposure.https?.certificate : undefined;
  if (file === undefined) return { adds: {} };
  const pem = read(fullPath(file, project))?.toString("utf8");
  const rule =
    pem === undefined
      ? "is a file that is not there (paths are relative to the project)"
      : pem.includes("PRIVATE KEY-----")
        ? "must be a certificate without its private key, which is the secret binderhub:httpsKey"
        : /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.test(pem)
          ? undefined
          : "must be a certificate in PEM: -----BEGIN CERTIFICATE-----";
  return rule === undefined
    ? { adds: { certificate: pem } }
    : { adds: {}, problems: [{ key, value: file, rule, mend: setCommand(key, "./hub.crt") }] };
});
