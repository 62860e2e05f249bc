import { CloudError, type ResourceModel, textOf } from "../model";
import { clusterId } from "./ids";
import { mustFitQuota } from "./quota";
import { mustNotExist, nameRule } from "./refusals";

/** Node pools beside a cluster's system pool. */
export const agentPool: ResourceModel = {
  replaceOn: [
    "agentPoolName",
    "resourceGroupName",
    "resourceName",
    "vmSize",
    "osType",
    "osSKU",
    "scaleSetPriority",
    "availabilityZones",
    "maxPods",
  ],
  check: nameRule("agentPoolName", /^[a-z][a-z0-9]{0,11}$/),
  id: (inputs) =>
    `${clusterId(textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName"))}/agentPools/${textOf(inputs, "agentPoolName")}`,
  create(inputs, scene, id) {
    const cluster = clusterId(textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName"));
    if (scene.clouds.get(cluster) === undefined) {
      throw new CloudError(`Code="ResourceNotFound" Message="The Resource '${cluster}' was not found."`);
    }
    mustNotExist(scene, id);
    mustFitQuota(inputs, scene, id);
    return { name: textOf(inputs, "agentPoolName"), provisioningState: "Succeeded", powerState: { code: "Running" } };
  },
  update(inputs, scene, id, before) {
    mustFitQuota(inputs, scene, id);
    return before;
  },
};
