import { completion } from "../../settings/question";
import { issuersIn } from "../network/certificate";

/** Reads the file of the issuers that scheduled checks trust. */
export const trustedIssuers = completion(["operate"], ({ operate }, files) => {
  const file = operate.trust;
  // Without a schedule it has no use, which a rule says.
  if (file === undefined || operate.checkEvery === undefined) return { adds: {} };
  const found = issuersIn("binderhub:operate.trust", file, files);
  return "pem" in found
    ? { adds: { operate: { ...operate, certificates: found.pem } } }
    : { adds: {}, problems: [found.problem] };
});
