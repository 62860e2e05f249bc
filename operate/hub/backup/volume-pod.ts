import { type BackupFacts } from "../../../components/backup/facts";
import { backupName, claimsFolder, podLabels, repositorySecret, trustKey } from "../../../components/backup/names";
import { besideCore } from "../../../components/scheduling/beside-core";

/** A pod with restic that does one thing, for one claim or for none. */
export interface VolumePod {
  /** What the program runs. Arguments of a shell's script among them are no part of the script. */
  readonly command: readonly string[];
  /** The claim, and whether it is only read. @default none */
  readonly claim?: { readonly name: string; readonly readOnly: boolean };
  /** Group that files of the volume belong to. It is that of the pods which use it, so that nothing changes on the volume. */
  readonly group: number;
  /** Node on which the claim is used now. @default any */
  readonly node?: string;
}

/** Group of people's servers and of the hub. @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `singleuser.fsGid`, `hub.podSecurityContext` */
export const groups = { person: 100, database: 1000 } as const;

const trustFolder = "/etc/restic";

/** The pod as Kubernetes takes it. It has no rights in the cluster, and may run where pods are held to the level `restricted`. */
export function volumePod(
  { command, claim, group, node }: VolumePod,
  { image, trusts }: Pick<BackupFacts, "image" | "trusts">,
) {
  return {
    metadata: { generateName: `${backupName}-`, labels: podLabels },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 10,
      ...placeOf(node),
      securityContext: {
        // Whoever uses the volumes has this user's number, so every file can be read.
        ...{ runAsNonRoot: true, runAsUser: 1000, runAsGroup: group, fsGroup: group },
        // A volume that is used already has its group: its files are not gone through again.
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "restic",
          image,
          command: [...command],
          envFrom: [{ secretRef: { name: repositorySecret } }],
          env: [
            { name: "HOME", value: "/tmp" },
            { name: "RESTIC_CACHE_DIR", value: "/tmp/cache" },
            // In JSON, it would tell how far it is sixty times a second.
            { name: "RESTIC_PROGRESS_FPS", value: "0.01" },
            ...(trusts ? [{ name: "RESTIC_CACERT", value: `${trustFolder}/${trustKey}` }] : []),
          ],
          resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "1Gi" } },
          securityContext: {
            ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
            capabilities: { drop: ["ALL"] },
          },
          volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            ...(trusts ? [{ name: "trust", mountPath: trustFolder, readOnly: true }] : []),
            ...(claim === undefined
              ? []
              : [{ name: "claim", mountPath: `${claimsFolder}/${claim.name}`, readOnly: claim.readOnly }]),
          ],
        },
      ],
      volumes: [
        { name: "tmp", emptyDir: {} },
        ...(trusts
          ? [
              {
                name: "trust",
                secret: {
                  secretName: repositorySecret,
                  items: [{ key: trustKey, path: trustKey }],
                  defaultMode: 0o440,
                },
              },
            ]
          : []),
        ...(claim === undefined ? [] : [{ name: "claim", persistentVolumeClaim: { claimName: claim.name } }]),
      ],
    },
  };
}

/** Beside the hub's parts, or on the one node that has the disk, whatever that is kept for. */
function placeOf(node: string | undefined) {
  if (node === undefined) return besideCore;
  const matchFields = [{ key: "metadata.name", operator: "In", values: [node] }];
  return {
    tolerations: [{ operator: "Exists" }],
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } },
    },
  };
}
