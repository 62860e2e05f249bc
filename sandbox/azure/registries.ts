import { createHash } from "node:crypto";
import { cloudOf } from "../../settings/clouds";
import { CloudError, type FunctionModel, type ResourceModel, textOf } from "../model";
import { groupId } from "./ids";
import { mustHaveGroup, mustNotExist, nameRule } from "./refusals";

const registryId = (group: string, name: string) =>
  `${groupId(group)}/providers/Microsoft.ContainerRegistry/registries/${name}`;

/** Container registries. */
export const registry: ResourceModel = {
  replaceOn: ["registryName", "resourceGroupName", "location"],
  check: nameRule("registryName", /^[a-zA-Z0-9]{5,50}$/),
  id: (inputs) => registryId(textOf(inputs, "resourceGroupName"), textOf(inputs, "registryName")),
  create(inputs, scene, id) {
    mustHaveGroup(scene, textOf(inputs, "resourceGroupName"));
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "registryName"),
      loginServer: `${textOf(inputs, "registryName").toLowerCase()}.${cloudOf(scene.provider.environment).registries}`,
    };
  },
};

/** The administrator's password of a registry. */
export const registryCredentials: FunctionModel = (args, { clouds }) => {
  const id = registryId(textOf(args, "resourceGroupName"), textOf(args, "registryName"));
  if (clouds.get(id)?.properties.adminUserEnabled !== true) {
    throw new CloudError(
      `Code="UnAuthorized" Message="Admin user of '${id}' is not enabled, or there is no such registry."`,
    );
  }
  const password = createHash("sha256").update(`admin of ${id}`).digest("hex");
  return { username: textOf(args, "registryName"), passwords: [{ name: "password", value: password }] };
};

/** Roles that somebody has on a resource. */
export const roleAssignment: ResourceModel = {
  replaceOn: ["roleAssignmentName", "scope", "principalId", "principalType", "roleDefinitionId"],
  id: (inputs) =>
    `${textOf(inputs, "scope")}/providers/Microsoft.Authorization/roleAssignments/${textOf(inputs, "roleAssignmentName")}`,
  create(inputs, scene, id) {
    if (scene.clouds.get(textOf(inputs, "scope")) === undefined) {
      throw new CloudError(
        `Code="ResourceNotFound" Message="The Resource '${textOf(inputs, "scope")}' was not found."`,
      );
    }
    mustNotExist(scene, id);
    return { type: "Microsoft.Authorization/roleAssignments" };
  },
};
