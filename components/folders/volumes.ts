import { createHash } from "node:crypto";
import { type Settings } from "../../settings/settings";
import { homeFolder, type Mount, mountOf } from "../storage/mounts";
import { type Folder } from "./settings";

/** Storage class of new folders in Azure: file shares. */
export const sharedClass = "azurefile-csi";

/** Where people see a folder. */
export const seenAt = (name: string, { mountPath }: Folder): string => mountPath ?? `${homeFolder}/${name}`;

/** Where a folder is mounted. */
export const folderMount = (name: string, folder: Folder): Mount => mountOf(seenAt(name, folder), `folders/${name}`);

/**
 * Name of the claim that a folder's volume has in the hub's namespace. A share's name changes with the share, because a claim never leaves its volume.
 */
export function claimOf(name: string, folder: Folder): string {
  if (folder.type === "claim") return folder.claim;
  return folder.type === "new" ? `folder-${name}` : `share-${name}-${shareHash(folder)}`;
}

/** The storage class of a new folder. @default the cluster's own */
export function classOf(
  folder: Extract<Folder, { type: "new" }>,
  platform: Settings["place"]["platform"],
): string | undefined {
  return folder.storageClass ?? (platform === "azure" ? sharedClass : undefined);
}

/** Name of the volume of a share. Volumes belong to the whole cluster, which may have several hubs. */
export function shareVolume(namespace: string, name: string, folder: Extract<Folder, { type: "azureFiles" }>): string {
  return `${namespace}-${name}-${shareHash(folder)}`;
}

function shareHash({ account, resourceGroup, share, secret }: Extract<Folder, { type: "azureFiles" }>): string {
  const parts = [account, resourceGroup, share, secret?.name, secret?.namespace];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}
