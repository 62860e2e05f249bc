import { type PodObject } from "../objects";

/** The one container of the pod. */
export const container = "trial";

/** The folder in which the copy is. */
export const folder = "/trial";

/** Seconds after which Kubernetes ends the pod, whatever became of the command that made it. */
const longest = 600;

/** What there must be to say why a pod does not start. */
type Status = Pick<PodObject, "status">;

/**
 * A pod with another image of the hub, which waits to be told what to do. It goes where the hub goes, has no right in the cluster, keeps to Kubernetes'
 * restricted level, and goes with the hub's pod if nobody removes it.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 *
 * @param hub the pod of the hub
 * @param image of the JupyterHub that is tried
 */
export function trialPod({ metadata, spec }: PodObject, image: string): PodObject {
  const user = spec?.containers.find(({ name }) => name === "hub")?.securityContext ?? {};
  const [uid, name] = [metadata?.uid, metadata?.name];
  return {
    metadata: {
      generateName: "hub-upgrade-trial-",
      labels: { app: "binderhub", component: "hub-upgrade-trial" },
      ...(uid !== undefined &&
        name !== undefined && { ownerReferences: [{ apiVersion: "v1", kind: "Pod", name, uid }] }),
    },
    spec: {
      ...(spec?.nodeSelector && { nodeSelector: spec.nodeSelector }),
      ...(spec?.tolerations && { tolerations: spec.tolerations }),
      ...(spec?.affinity?.nodeAffinity && {
        affinity: { nodeAffinity: spec.affinity.nodeAffinity },
      }),
      ...(spec?.imagePullSecrets && { imagePullSecrets: spec.imagePullSecrets }),
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: "Never",
      activeDeadlineSeconds: longest,
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: container,
          image,
          command: ["python3", "-c", `import time; time.sleep(${longest})`],
          resources: {
            requests: { cpu: "50m", memory: "128Mi" },
            limits: { cpu: "1", memory: "512Mi" },
          },
          securityContext: {
            ...{ runAsUser: user.runAsUser ?? 1000, runAsGroup: user.runAsGroup ?? 1000, runAsNonRoot: true },
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [{ name: "copy", mountPath: folder }],
        },
      ],
      volumes: [{ name: "copy", emptyDir: {} }],
    },
  };
}

/** What keeps a pod from running. `undefined`: nothing but time. */
export interface Hindrance {
  readonly why: string;
  /** Whether the hub's own new pod would not start either. */
  readonly ofImage: boolean;
}

/**
 * Whether the pod runs, and if not, why.
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/types.go for what the kubelet says of images
 */
export function standOf({ status }: Status): "runs" | "waits" | Hindrance {
  const state = status?.containerStatuses?.find(({ name }) => name === container)?.state;
  if (state?.running !== undefined) return "runs";
  const { reason = "", message = "" } = state?.waiting ?? {};
  if (/^(ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError)$/.test(reason))
    return { why: message || reason, ofImage: true };
  if (/^(RunContainerError|CreateContainer(Config)?Error)$/.test(reason))
    return { why: message || reason, ofImage: true };
  if (state?.terminated !== undefined || status?.phase === "Failed")
    return { why: state?.terminated?.message ?? status?.message ?? "it ended at once", ofImage: false };
  const unscheduled = status?.conditions?.find(
    ({ type, reason: why }) => type === "PodScheduled" && why === "Unschedulable",
  );
  return unscheduled === undefined
    ? "waits"
    : { why: unscheduled.message ?? "no node has room for it", ofImage: false };
}
