import * as z from "zod";
import { group, text, volumeSize } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { mountFolder } from "./mounts";

/** Where people see a volume. */
export const mountPath = text(
  /^(\/home\/jovyan|\/data|\/mnt)\/[\w.-]+(\/[\w.-]+)*$/,
  "a folder below /home/jovyan, /data or /mnt: at /home/jovyan itself, the volume would hide the repository",
)
  .refine((path) => !/(^|\/)\.\.?(\/|$)/.test(path), "a path without '.' and '..'")
  .refine(
    (path) => !`${path}/`.startsWith(`${mountFolder}/`),
    `another folder than ${mountFolder}, where the program mounts what is seen in the home folder`,
  );

/** Name of a storage class. */
export const storageClass = text(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a storage class");

/** The `binderhub:storage` group: a volume for every logged-in user, beside the repository's files. */
export const storage = group({
  size: volumeSize.default("1Gi").meta({ description: "Size of each user's volume.", example: "1Gi" }),
  storageClass: storageClass.optional().meta({
    description:
      "Storage class. Default: the cluster's default. The VM size of a node limits how many Azure disks it can have (4 on a Standard_D2s_v5). File shares (`azurefile-csi`) have no such limit.",
    example: "managed-csi",
  }),
  accessMode: z
    .enum(["ReadWriteOnce", "ReadWriteMany"], { error: "one of ReadWriteOnce, ReadWriteMany" })
    .default("ReadWriteOnce")
    .meta({
      description:
        "Whether one node at a time can use a volume, or many. Several servers of one person need `ReadWriteMany`, which disks do not have and file shares have.",
      example: "ReadWriteOnce",
    }),
  mountPath: mountPath.default("/home/jovyan/persistent").meta({
    description:
      "Where people see the volume. In the home folder it is a link. If the repository has the name itself, the link is called `NAME-files`; the variable `BINDERHUB_STORAGE` tells the folder in any case.",
    example: "/home/jovyan/persistent",
  }),
  whenUserIsDeleted: z.enum(["delete", "keep"], { error: "one of delete, keep" }).default("delete").meta({
    description:
      "What becomes of a user's volume if an administrator deletes the user in the hub. If it is kept, a user of the same name gets it again.",
    example: "keep",
  }),
});

declare module "../../settings/settings" {
  interface Settings {
    readonly storage?: DeepReadonly<z.output<typeof storage>>;
  }
}
