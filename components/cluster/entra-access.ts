import * as z from "zod";
import { group, text } from "../../settings/names";
import { type Problem, setCommand } from "../../settings/problems";
import { type Asked, type DeepReadonly } from "../../settings/settings";

const objectId = text(
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "the object id of a group, in lower case, such as 11111111-2222-3333-4444-555555555555, not its name",
);

/** The `azure.entraAccess` group: people log in to the cluster with Entra ID, and it has no local accounts. */
export const entraAccess = group({
  adminGroups: z
    .array(objectId, { error: "a list of object ids of groups" })
    .default([])
    .meta({
      description:
        "Object ids of groups in Entra ID whose members are the cluster's administrators: `az ad group show --group NAME --query id`. Whoever runs Pulumi must be a member. Groups that a policy or a person adds stay.",
      example: ["11111111-2222-3333-4444-555555555555"],
    }),
  azureRbac: z.boolean({ error: "true or false" }).default(false).meta({
    description:
      "Whether roles in Azure say who may do what in the cluster. Whoever runs Pulumi needs the role `Azure Kubernetes Service RBAC Cluster Admin`, or one of the groups.",
    example: true,
  }),
});

/** How people log in to the cluster with Entra ID. */
export type EntraAccess = DeepReadonly<z.output<typeof entraAccess>>;

/**
 * Without a group and without roles, nobody may do anything in the cluster, and nothing could be installed in it.
 * @see https://learn.microsoft.com/azure/aks/enable-authentication-microsoft-entra-id
 */
export function somebodyIsLetIn({ azure: { entraAccess: access } }: Pick<Asked, "azure">): Problem[] {
  if (access === undefined || access.azureRbac || access.adminGroups.length > 0) return [];
  const key = "binderhub:azure.entraAccess";
  const rule =
    "lets nobody in, not even Pulumi: name a group of administrators (adminGroups), or let roles in Azure decide";
  return [{ key, rule, mend: setCommand(`${key}.azureRbac`, true) }];
}
