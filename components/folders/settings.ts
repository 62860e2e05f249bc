import * as z from "zod";
import { group, list, text, volumeSize } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { groupNames } from "../login/settings";
import { mountPath, storageClass } from "../storage/settings";

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const objectName = (what: string) =>
  text(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    `the name of a ${what}: lower-case letters, digits, '-' and '.'`,
  );

const someone = (what: string) => ({
  users: list("user name")
    .optional()
    .meta({ description: `Users who ${what}.`, example: ["ada"], narrows: true }),
  groups: groupNames("group")
    .optional()
    .meta({ description: `Groups of JupyterHub whose members ${what}.`, example: ["staff"], narrows: true }),
});

/** What all folders have. */
const seen = {
  mountPath: mountPath.optional().meta({
    description:
      "Where people see the folder. In the home folder it is a link. If the repository has the name itself, the link is called `NAME-files`; the variable `BINDERHUB_FOLDERS` tells where all folders are that are seen there. Default: `/home/jovyan/NAME`.",
    example: "/home/jovyan/data",
  }),
  readers: group(someone("have the folder"))
    .optional()
    .meta({ description: "Who has the folder. Default: everybody.", example: { users: ["ada"] }, narrows: true }),
  writers: group({
    ...someone("may write"),
    everybody: z.literal(true, { error: "true, or left out" }).optional().meta({
      description: "Whoever has the folder may write.",
      example: true,
    }),
  })
    .optional()
    .meta({ description: "Who may write. All others who have the folder read it. Default: nobody writes." }),
};

/** A claim that is in the hub's namespace already, or that somebody makes there. */
const claim = group({
  type: z.literal("claim"),
  claim: objectName("claim").meta({
    description: "Name of a PersistentVolumeClaim in the hub's namespace. The program neither makes nor deletes it.",
    example: "data-sets",
  }),
  ...seen,
});

const made = group({
  type: z.literal("new"),
  size: volumeSize.default("10Gi").meta({ description: "Size. It can grow later, and not shrink.", example: "100Gi" }),
  storageClass: storageClass.optional().meta({
    description:
      "Storage class whose volumes many nodes can use. Default: `azurefile-csi` in Azure, and the cluster's default elsewhere.",
    example: "azurefile-csi",
  }),
  ...seen,
});

/**
 * A file share of Azure that is there.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage
 * @see https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-shares--directories--files--and-metadata#share-names
 */
const azureFiles = group({
  type: z.literal("azureFiles"),
  account: text(/^[a-z0-9]{3,24}$/, "a storage account's name: 3 to 24 lower-case letters and digits").meta({
    description: "Storage account.",
    example: "mydata",
  }),
  resourceGroup: text(/^[-\w.()]{0,89}[-\w()]$/, "a resource group's name of at most 90 characters").meta({
    description: "Resource group of the storage account.",
    example: "data-rg",
  }),
  share: text(
    /^(?!.*--)[a-z0-9][-a-z0-9]{1,61}[a-z0-9]$/,
    "a file share's name: 3 to 63 lower-case letters, digits and single hyphens",
  ).meta({ description: "File share. It must have the protocol SMB.", example: "sets" }),
  secret: group({
    name: objectName("Secret").meta({ description: "Name of the Secret.", example: "mydata-key" }),
    namespace: text(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "the name of a namespace").meta({
      description: "Namespace of the Secret. One that users' servers do not run in.",
      example: "kube-system",
    }),
  })
    .optional()
    .meta({
      description:
        "A Secret in the cluster with the account's key (`azurestorageaccountname`, `azurestorageaccountkey`). Default in Azure: none, as nodes read the key by their identity, which needs the role Storage Account Key Operator Service Role. An existing cluster needs it.",
    }),
  ...seen,
});

/** The `binderhub:folders` group: shared folders by name. */
export const folders = z.record(
  text(
    /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
    "1 to 40 lower-case letters, digits and hyphens, beginning with a letter and not ending in a hyphen",
  ),
  z.discriminatedUnion("type", [claim, made, azureFiles], { error: "one of claim, new, azureFiles" }),
  { error: "folders by name" },
);

/** A shared folder's settings, complete. */
export type Folder = DeepReadonly<z.output<typeof folders>>[string];

declare module "../../settings/settings" {
  interface Settings {
    readonly folders: Readonly<Record<string, Folder>>;
  }
}
