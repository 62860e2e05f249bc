import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

const modeKey = "binderhub:storage.accessMode";

/** Storage classes of AKS that make disks, the default one among them. A disk belongs to one node at a time. */
export const disks = [undefined, "default", "managed", "managed-csi", "managed-csi-premium", "managed-premium"];

/** A volume belongs to a user, so storage needs a login. All of the user's servers share it, wherever they run. */
export const storageRules = [
  rule(["auth", "storage"], storageHasOwners),
  rule(["auth", "storage"], serversShareIt),
  rule(["storage", "platform"], classCanShareIt),
];

function storageHasOwners({ auth, storage }: Pick<Asked, "auth" | "storage">): Problem[] {
  return storage !== undefined && auth.type === "none"
    ? [
        {
          key: "binderhub:storage",
          rule: "needs a login (auth.type): without one, every launch is a new user, so a volume would belong to nobody",
          mend: removeCommand("binderhub:storage"),
        },
      ]
    : [];
}

/**
 * A second server on another node could not mount the volume, and would wait until its timeout.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
function serversShareIt({ auth, storage }: Pick<Asked, "auth" | "storage">): Problem[] {
  const servers = auth.type === "none" ? 1 : (auth.serversPerUser ?? 1);
  if (storage?.accessMode !== "ReadWriteOnce" || servers === 1) return [];
  const key = "binderhub:auth.serversPerUser";
  const rule =
    "must be 1 with a volume that only one node can use: a second server may run on another node (storage.accessMode ReadWriteMany, with a class of file shares such as azurefile-csi, lets several share it)";
  return [{ key, value: String(servers), rule, mend: setCommand(key, 1) }];
}

/** @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes */
function classCanShareIt({ storage, platform }: Pick<Asked, "storage" | "platform">): Problem[] {
  if (storage?.accessMode !== "ReadWriteMany" || platform !== "azure" || !disks.includes(storage.storageClass))
    return [];
  const rule = "needs a storage class of file shares: Azure attaches a disk to one node at a time";
  const mend = setCommand("binderhub:storage.storageClass", "azurefile-csi");
  return [{ key: modeKey, value: storage.accessMode, rule, mend }];
}
