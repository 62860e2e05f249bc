import { at } from "../untyped";
import { textOf } from "../model";
import { armModel, merged } from "./arm";
import { nameRule } from "./check";
import { ArmError } from "./errors";
import { groupId, subscriptionOf, tenantId, tokens } from "./ids";

/** Type of a vault that was deleted and not purged. It keeps its name. */
const deletedVault = "deleted vault";

/**
 * Key vaults. A deleted vault keeps its name for up to ninety days, unless it is purged. In that time it can only be recovered.
 * @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
 * @see https://github.com/alan-turing-institute/data-safe-haven/issues/2523 for what Azure says, through azure-native
 */
export const vault = armModel({
  token: tokens.vault,
  type: "Microsoft.KeyVault/vaults",
  schema: {
    apiVersion: "2024-11-01",
    path: { resourceGroupName: "resourceGroups", vaultName: "vaults" },
    forceNew: [],
    body: ["location", "properties", "tags"],
    required: ["resourceGroupName", "location", "properties"],
    readOnly: ["properties.hsmPoolResourceId", "properties.privateEndpointConnections"],
  },
  check: nameRule("vaultName", /^[a-zA-Z0-9-]{3,24}$/),
  id: (inputs, scene) =>
    `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.KeyVault/vaults/${textOf(inputs, "vaultName")}`,
  put({ id, body, path, before }, scene) {
    const name = String(path.vaultName);
    const deleted = `/subscriptions/${subscriptionOf(scene)}/providers/Microsoft.KeyVault/deletedVaults/${name}`;
    if (before === undefined && scene.clouds.get(deleted) !== undefined) {
      if (at(body, "properties", "createMode") !== "recover") {
        throw new ArmError(
          409,
          "ConflictError",
          "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
        );
      }
      scene.clouds.remove(deleted);
    }
    const isTaken = scene.clouds
      .ofType(tokens.vault)
      .some(([other]) => other !== id && other.endsWith(`/vaults/${name}`));
    if (isTaken) {
      throw new ArmError(
        409,
        "VaultAlreadyExists",
        `The vault name '${name}' is already in use. Vault names are globaly unique so it is possible that the name is already taken.`,
      );
    }
    const properties = {
      tenantId,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      provisioningState: "Succeeded",
    };
    return merged({ name, properties: { ...properties, vaultUri: `https://${name}.vault.azure.net/` } }, body);
  },
  remove(scene, id) {
    const name = id.split("/").at(-1) ?? "";
    const { properties } = scene.clouds.get(id) ?? {};
    scene.clouds.remove(id);
    const deleted = `/subscriptions/${subscriptionOf(scene)}/providers/Microsoft.KeyVault/deletedVaults/${name}`;
    scene.clouds.put(deleted, { type: deletedVault, properties: properties ?? {} });
  },
});
