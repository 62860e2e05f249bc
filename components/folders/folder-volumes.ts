import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { folderLabels } from "../backup/names";
import { type Folder } from "./settings";
import { claimOf, classOf, shareVolume } from "./volumes";

/** What {@link FolderVolumes} needs. */
export interface FolderVolumesArgs {
  /** The shared folders by name. Plain: they decide what is made. */
  readonly folders: Settings["folders"];
  /** The hub's namespace. */
  readonly namespace: string;
  /** Where the cluster is: it decides about the storage class of new folders. */
  readonly platform: Settings["place"]["platform"];
  /** What claims are deleted with: the namespace. */
  readonly claimsGoWith?: pulumi.Resource;
  /** The cluster, if the stack made it: volumes of shares are deleted with it, and otherwise by themselves. */
  readonly cluster?: pulumi.Resource;
}

/** A claim waits for its first pod, and goes with its last one. Nobody else waits for that. */
const annotations = { "pulumi.com/skipAwait": "true" };

/**
 * The claims of shared folders that the program makes, in the hub's namespace, and the volumes of file shares. A claim of a new folder is deleted with
 * the namespace, and its storage class decides about the files. A share is never deleted.
 */
export class FolderVolumes extends pulumi.ComponentResource {
  /** @param opts `deletedWith` must not be in it: volumes would inherit it, and stay in the cluster when the namespace is deleted */
  constructor(component: string, args: FolderVolumesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:hub:FolderVolumes", component, { ...args, claimsGoWith: undefined, cluster: undefined }, opts);
    const { namespace } = args;
    const inside = { parent: this, dependsOn: opts?.dependsOn, deletedWith: args.claimsGoWith };
    const claim = (
      name: string,
      folder: Folder,
      spec: { size: string; storageClassName?: string; volumeName?: pulumi.Input<string> },
      labels?: Record<string, string>,
    ) => {
      const { size, ...rest } = spec;
      return {
        metadata: { name: claimOf(name, folder), namespace, annotations, ...(labels && { labels }) },
        spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: size } }, ...rest },
      };
    };
    for (const [name, folder] of Object.entries(args.folders)) {
      if (folder.type === "new") {
        const storageClassName = classOf(folder, args.platform);
        new core.PersistentVolumeClaim(
          `${component}-${name}-claim`,
          claim(
            name,
            folder,
            { size: folder.size, ...(storageClassName !== undefined && { storageClassName }) },
            folderLabels,
          ),
          inside,
        );
      } else if (folder.type === "azureFiles") {
        const volume = new core.PersistentVolume(
          `${component}-${name}-volume`,
          {
            metadata: { name: shareVolume(namespace, name, folder), annotations },
            spec: {
              accessModes: ["ReadWriteMany"],
              // The share has a quota of its own, and nobody reads this one.
              capacity: { storage: nominal },
              persistentVolumeReclaimPolicy: "Retain",
              // Otherwise a claim of anybody in the cluster could take it: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
              claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name: claimOf(name, folder) },
              storageClassName: "",
              csi: shareSource(shareVolume(namespace, name, folder), folder),
            },
          },
          { parent: this, deletedWith: args.cluster },
        );
        new core.PersistentVolumeClaim(
          `${component}-${name}-share`,
          claim(name, folder, { size: nominal, storageClassName: "", volumeName: volume.metadata.name }),
          inside,
        );
      }
    }
    this.registerOutputs();
  }
}

const nominal = "1Gi";

/**
 * Without a Secret, the driver asks Azure for the account's key with the identity of the node.
 * @see https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md "Static Provision"
 * @see https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/pkg/azurefile/azurefile.go `GetAccountInfo`
 */
function shareSource(volumeHandle: string, folder: Extract<Folder, { type: "azureFiles" }>) {
  const { account, resourceGroup, share, secret } = folder;
  return {
    driver: "file.csi.azure.com",
    volumeHandle,
    volumeAttributes: { resourceGroup, storageAccount: account, shareName: share },
    ...(secret !== undefined && { nodeStageSecretRef: secret }),
  };
}
