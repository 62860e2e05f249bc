import { group, text } from "./names";

/** The `binderhub:storage` group: a volume for every logged-in user, beside the repository's files. */
export const storage = group({
  size: text(/^\d+(Mi|Gi|Ti)$/, "a size such as 1Gi")
    .default("1Gi")
    .meta({ description: "Size of each user's volume.", example: "1Gi" }),
  storageClass: text(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a storage class")
    .optional()
    .meta({
      description: "Storage class. Default: the cluster's.",
      example: "managed-csi",
    }),
  mountPath: text(
    /^(\/home\/jovyan|\/data|\/mnt)\/[\w.-]+(\/[\w.-]+)*$/,
    "a folder below /home/jovyan, /data or /mnt: mounted at /home/jovyan itself, the volume would hide the repository",
  )
    .refine((path) => !path.split("/").includes(".."), "a path without '..'")
    .default("/home/jovyan/persistent")
    .meta({ description: "Where the volume is mounted.", example: "/home/jovyan/persistent" }),
});
