import { isRecord } from "../untyped";
import { textOf } from "../model";
import { armModel } from "./arm";
import { invalidParameter } from "./errors";
import { clusterId, tokens } from "./ids";
import { parentOf } from "./parents";

/** The only names that AKS knows. @see https://learn.microsoft.com/azure/aks/planned-maintenance */
const names = ["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];

/**
 * When AKS may maintain a cluster. The bounds of `durationHours` are those of the API's specification. The code of the refusals is assumed. It is
 * also assumed that AKS takes this while it works on the cluster, and that it answers what it was sent.
 * @see https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2025-09-01/managedClusters.json `MaintenanceWindow`
 */
export const maintenanceConfiguration = armModel({
  token: tokens.maintenance,
  type: "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
  schema: {
    apiVersion: "2025-09-01",
    path: {
      resourceGroupName: "resourceGroups",
      resourceName: "managedClusters",
      configName: "maintenanceConfigurations",
    },
    forceNew: [],
    body: ["maintenanceWindow", "notAllowedTime", "timeInWeek"],
    required: ["resourceGroupName", "resourceName"],
    readOnly: [],
  },
  id: (inputs, scene) =>
    `${clusterId(scene, textOf(inputs, "resourceGroupName"), textOf(inputs, "resourceName"))}/maintenanceConfigurations/${textOf(inputs, "configName")}`,
  put({ id, body, path }, scene) {
    parentOf(id, "maintenanceConfigurations", "managedClusters/maintenanceConfigurations", scene);
    if (!names.includes(String(path.configName))) throw invalidParameter("configName");
    const hours = isRecord(body.maintenanceWindow) ? Number(body.maintenanceWindow.durationHours) : 4;
    if (!(hours >= 4 && hours <= 24)) throw invalidParameter("maintenanceWindow.durationHours");
    return { ...body, name: path.configName };
  },
});
