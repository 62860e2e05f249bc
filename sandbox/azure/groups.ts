import { type ResourceModel, textOf } from "../model";
import { removeCluster } from "./clusters";
import { groupId, tokens } from "./ids";
import { mustNotExist, nameRule } from "./refusals";

/** Resource groups: whatever stands in one goes with it. */
export const resourceGroup: ResourceModel = {
  replaceOn: ["resourceGroupName", "location"],
  check: nameRule("resourceGroupName", /^[-\w._()]{0,89}[-\w_()]$/),
  id: (inputs) => groupId(textOf(inputs, "resourceGroupName")),
  create(inputs, scene, id) {
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "resourceGroupName"),
      type: "Microsoft.Resources/resourceGroups",
      properties: { provisioningState: "Succeeded" },
    };
  },
  remove({ clouds }, id) {
    for (const [child, thing] of clouds.all()) {
      if (child.startsWith(`${id}/`) && thing.type === tokens.cluster) removeCluster(clouds, child);
    }
    clouds.remove(id);
  },
};
