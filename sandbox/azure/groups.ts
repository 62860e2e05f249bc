import { textOf } from "../model";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { removeCluster } from "./clusters";
import { groupId, tokens } from "./ids";

/**
 * Resource groups. With a group, everything in it is deleted.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
 */
export const resourceGroup = armModel({
  token: tokens.group,
  type: "Microsoft.Resources/resourceGroups",
  schema: {
    apiVersion: "2024-03-01",
    path: { resourceGroupName: "resourceGroups" },
    forceNew: ["location"],
    body: ["location", "managedBy", "tags"],
    required: ["location"],
    readOnly: [],
  },
  check: nameRule("resourceGroupName", /^[-\w._()]{1,90}$/),
  id: (inputs, scene) => groupId(scene, textOf(inputs, "resourceGroupName")),
  put: ({ body, path }) => ({ ...body, name: path.resourceGroupName, properties: { provisioningState: "Succeeded" } }),
  remove({ clouds }, id) {
    for (const [child, thing] of clouds.all()) {
      if (child.startsWith(`${id}/`) && thing.type === tokens.cluster) removeCluster(clouds, child);
    }
    clouds.remove(id);
  },
});
