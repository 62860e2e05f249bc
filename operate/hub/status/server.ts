import { type PodObject, type SecretObject } from "../objects";
import { parse } from "yaml";
import { type Pod, serverPod } from "../../../components/scheduling/pods";
import { requestsOf } from "./nodes";

/**
 * What one more usual server asks for: by the values of the running hub, from which it makes the next one. What servers ask for that run already may be
 * older, or of another size. It counts only where the values cannot be read.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.4.0/jupyterhub/templates/hub/secret.yaml the key `values.yaml`
 */
export function nextServer(secret: SecretObject | undefined, running: readonly PodObject[]): Pod | undefined {
  const values = secret?.data?.["values.yaml"];
  if (values !== undefined)
    return serverPod({ jupyterhub: parse(Buffer.from(values, "base64").toString("utf8")) as unknown });
  const [largest] = [...running].sort((a, b) => requestsOf(b).memory - requestsOf(a).memory);
  if (largest === undefined) return undefined;
  return {
    ...requestsOf(largest),
    selector: largest.spec?.nodeSelector ?? {},
    terms:
      largest.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [],
    tolerations: largest.spec?.tolerations ?? [],
  };
}
