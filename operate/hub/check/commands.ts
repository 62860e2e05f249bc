import { type HubFacts } from "../../../components/operate/facts";
import { setCommand, setSecretCommand } from "../../../settings/problems";

/** The command that changes a setting of the stack, and brings it to the hub. */
export function setAndUp(key: string, value: unknown): string {
  return `${setCommand(`binderhub:${key}`, value)} && pulumi up`;
}

/** The command that changes a secret of the stack, and brings it to the hub. */
export function secretAndUp(key: string): string {
  return `${setSecretCommand(`binderhub:${key}`)} && pulumi up`;
}

/** A command of kubectl in the hub's namespace. */
export function kubectl({ cluster, namespace }: Pick<HubFacts, "cluster" | "namespace">, command: string): string {
  return `kubectl ${command} -n ${namespace}${cluster.platform === "existing" ? ` --context ${cluster.context}` : ""}`;
}

/** What gives every node a new image, and so replaces it. @see https://learn.microsoft.com/azure/aks/node-image-upgrade */
export function newNodes({ cluster }: Pick<HubFacts, "cluster">): string {
  return cluster.platform === "azure"
    ? `az aks upgrade -g ${cluster.resourceGroup} -n ${cluster.name} --node-image-only`
    : "Replace it as your cluster does that.";
}

/** The command that shows what became of the launch of a check. */
export function logsOfLaunch({ repository }: Pick<HubFacts, "repository">): string {
  return `npm run hub -- logs launch --repository ${repository?.url ?? "ADDRESS"}`;
}

/**
 * The commands that put back what somebody changed by hand in what the chart made. Helm compares the live objects with those of its revision, so a
 * rollback to the present one sets every field again. Pulumi sees a release, and not what is in it. Pods read what is in a Secret when they start.
 * @see https://helm.sh/docs/topics/advanced/ and https://helm.sh/docs/helm/helm_rollback/: without a revision, it goes to the one before
 *
 * @param restarted deployments that must start anew
 */
export function putBack(
  { cluster, namespace }: Pick<HubFacts, "cluster" | "namespace">,
  ...restarted: string[]
): string {
  const context = cluster.platform === "existing" ? ` --kube-context ${cluster.context}` : "";
  const restart = restarted.map((name) => ` deployment/${name}`).join("");
  return [
    `helm rollback ${namespace} ${presentRevision} -n ${namespace}${context}`,
    ...(restart === "" ? [] : [kubectl({ cluster, namespace }, `rollout restart${restart}`)]),
  ].join("\n");
}

/** Stands for the number of Helm's present revision, until that is known. */
const presentRevision = "REVISION";

/** A mend with the number of Helm's present revision. Where that is not known, it says who knows it. */
export function withRevision(mend: string, revision: number | undefined, { namespace }: { namespace: string }): string {
  if (revision !== undefined) return mend.replaceAll(presentRevision, String(revision));
  return mend.includes(presentRevision)
    ? `${mend}\n${presentRevision} is the number of the one that is deployed:\nhelm history ${namespace} -n ${namespace}`
    : mend;
}

/** A mend for a stack that is not the selected one: every command names it. */
export function forStack(mend: string, stack: string | undefined): string {
  if (stack === undefined) return mend;
  return mend.replace(
    /\b(pulumi (?:up|refresh|config (?:set|rm))|npm run (?:hub -- [a-z]+|recover(?: --)?))/g,
    (command) =>
      command === "npm run recover" ? `npm run recover -- --stack ${stack}` : `${command} --stack ${stack}`,
  );
}
