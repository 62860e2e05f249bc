import { at } from "../../settings/untyped";
import { versions } from "../../settings/versions";

/** What a container may do that does nothing. */
export const restricted = {
  ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  capabilities: { drop: ["ALL"] },
};

/** The autoscaler removes no node with such a pod. @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md */
export const stays = { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" };

/** What {@link idlePod} needs. */
export interface IdlePod {
  readonly image: string;
  /** What it asks for, and how much memory it may have. */
  readonly requests: Readonly<Record<string, string>>;
  readonly memory: string;
  /** Its labels, if no two of these may be on one node. @default they may */
  readonly alone?: Readonly<Record<string, string>>;
}

/** A pod that only holds a place. It may run where pods are restricted most. */
export function idlePod({ image, requests, memory, alone }: IdlePod) {
  return {
    ...(alone && {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: alone } },
          ],
        },
      },
    }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    securityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "pause", image, resources: { requests, limits: { memory } }, securityContext: restricted }],
  };
}

/** An image that does nothing: that of the chart's placeholders, which may be from a mirror. @param values the release's */
export function idleImage(values: unknown): string {
  const own = at(values, "jupyterhub", "scheduling", "userPlaceholder", "image");
  const part = (name: string, usual: string) => {
    const value = at(own, name);
    return typeof value === "string" ? value : usual;
  };
  const [name = "", tag = ""] = versions.pause.is.split(":");
  return `${part("name", name)}:${part("tag", tag)}`;
}
