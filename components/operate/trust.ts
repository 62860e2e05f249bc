import { fullPath } from "../../settings/files";
import { setCommand } from "../../settings/problems";
import { completion } from "../../settings/question";
import { faultOf } from "../network/certificate";

const key = "binderhub:operate.trust";

/** Reads the file of the issuers that scheduled checks trust. */
export const trustedIssuers = completion(["operate"], ({ operate }, { read, project }) => {
  const file = operate.trust;
  // Without a schedule it has no use, which a rule says.
  if (file === undefined || operate.checkEvery === undefined) return { adds: {} };
  const pem = read(fullPath(file, project))?.toString("utf8");
  const rule = pem === undefined ? "is a file that is not there (paths are relative to the project)" : faultOf(pem);
  return rule === undefined
    ? { adds: { operate: { ...operate, certificates: pem } } }
    : { adds: {}, problems: [{ key, value: file, rule, mend: setCommand(key, "./ca.pem") }] };
});
