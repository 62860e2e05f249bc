import { createHash } from "node:crypto";
import { type FunctionModel, type Scene, textOf } from "../model";
import { armModel, merged } from "./arm";
import { nameRule } from "./check";
import { endingsIn } from "./environments";
import { ArmError, notFound } from "./errors";
import { requestFailed } from "./functions";
import { groupId, tokens } from "./ids";
import { worldOf } from "./world";

/** Id of a container registry. */
export const registryId = (scene: Scene, group: string, name: string) =>
  `${groupId(scene, group)}/providers/Microsoft.ContainerRegistry/registries/${name}`;

/** Container registries: their names are unique in the world. */
export const registry = armModel({
  token: tokens.registry,
  type: "Microsoft.ContainerRegistry/registries",
  schema: {
    apiVersion: "2023-01-01-preview",
    path: { resourceGroupName: "resourceGroups", registryName: "registries" },
    // `x-ms-mutability` of the location in the specification: `create` and `read`.
    forceNew: ["location"],
    body: [
      ...["adminUserEnabled", "anonymousPullEnabled", "dataEndpointEnabled", "encryption", "identity", "location"],
      ...[
        "networkRuleBypassOptions",
        "networkRuleSet",
        "policies",
        "publicNetworkAccess",
        "sku",
        "tags",
        "zoneRedundancy",
      ],
    ],
    required: ["resourceGroupName", "location", "sku"],
    readOnly: ["sku.tier", "policies.softDeletePolicy.lastUpdatedTime", "policies.retentionPolicy.lastUpdatedTime"],
  },
  check: nameRule("registryName", /^[a-zA-Z0-9]{5,50}$/),
  id: (inputs, scene) => registryId(scene, textOf(inputs, "resourceGroupName"), textOf(inputs, "registryName")),
  put({ id, body, path, before }, { clouds, provider }) {
    const name = String(path.registryName);
    const host = `${name.toLowerCase()}.${endingsIn(provider.environment).registries}`;
    const isTaken = clouds
      .ofType(tokens.registry)
      .some(([other]) => other !== id && other.split("/").at(-1)?.toLowerCase() === name.toLowerCase());
    if (before === undefined && (isTaken || worldOf(clouds).registryNames.has(name.toLowerCase()))) {
      // https://github.com/MicrosoftDocs/azure-dev-docs/issues/1303
      throw new ArmError(
        409,
        "AlreadyInUse",
        `The registry DNS name ${host} is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`,
      );
    }
    const sku = body.sku as { name?: unknown } | undefined;
    return merged(
      {
        name,
        ...{ provisioningState: "Succeeded", adminUserEnabled: false, anonymousPullEnabled: false },
        ...{ dataEndpointEnabled: false, dataEndpointHostNames: [], privateEndpointConnections: [] },
        ...{ networkRuleBypassOptions: "AzureServices", publicNetworkAccess: "Enabled", zoneRedundancy: "Disabled" },
        creationDate: "2026-01-01T00:00:00Z",
        encryption: { status: "disabled" },
        loginServer: host,
        sku: { tier: sku?.name },
      },
      body,
    );
  },
});

/** The administrator's password of a registry. */
export const registryCredentials: FunctionModel = (args, scene) => {
  const id = registryId(scene, textOf(args, "resourceGroupName"), textOf(args, "registryName"));
  const found = scene.clouds.get(id);
  if (found === undefined) throw requestFailed(id, notFound(id));
  if (found.properties.adminUserEnabled !== true) {
    throw requestFailed(
      id,
      new ArmError(
        400,
        "UnAuthorized",
        `Cannot perform credential operations for ${id} as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account`,
      ),
    );
  }
  const password = createHash("sha256").update(`admin of ${id}`).digest("hex");
  return {
    username: textOf(args, "registryName"),
    passwords: [
      { name: "password", value: password },
      { name: "password2", value: createHash("sha256").update(password).digest("hex") },
    ],
  };
};
