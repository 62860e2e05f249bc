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

/**
 * The command that puts back what somebody changed by hand in what the chart made. Helm compares with its last revision, so a rollback to it sets
 * every field again. Pulumi sees a release, and not what is in it.
 * @see https://helm.sh/docs/topics/advanced/ "3-way strategic merge"
 */
export function putBack({ cluster, namespace }: Pick<HubFacts, "cluster" | "namespace">): string {
  return `helm rollback ${namespace} -n ${namespace}${cluster.platform === "existing" ? ` --kube-context ${cluster.context}` : ""}`;
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
