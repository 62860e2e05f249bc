import { randomUUID } from "node:crypto";
import { at } from "../untyped";
import { textOf } from "../model";
import { armModel } from "./arm";
import { nameRule } from "./check";
import { tokens } from "./ids";
import { parentOf } from "./parents";
import { vault } from "./vaults";

/**
 * Keys in a vault, as Azure's resource API makes them: if there is no such key, it makes the first version. If there is one, it does
 * nothing. azure-native deletes keys through the vault itself.
 * @see https://learn.microsoft.com/javascript/api/@azure/arm-keyvault/keysoperations for `createIfNotExist`
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/resources/customresources/custom_keyvault.go for `keyVaultKey`
 */
export const key = armModel({
  token: tokens.key,
  type: "Microsoft.KeyVault/vaults/keys",
  schema: {
    apiVersion: "2024-11-01",
    path: { resourceGroupName: "resourceGroups", vaultName: "vaults", keyName: "keys" },
    forceNew: [],
    body: ["properties", "tags"],
    required: ["resourceGroupName", "vaultName", "properties"],
    readOnly: [],
  },
  check: nameRule("keyName", /^[a-zA-Z0-9-]{1,127}$/),
  id: (inputs, scene) => `${vault.id(inputs, scene)}/keys/${textOf(inputs, "keyName")}`,
  put({ id, body, path, before }, scene) {
    const holder = parentOf(id, "keys", "vaults/keys", scene);
    if (before !== undefined) return before;
    const keyUri = `${String(at(holder.properties, "properties", "vaultUri"))}keys/${String(path.keyName)}`;
    return {
      name: path.keyName,
      kty: at(body, "properties", "kty"),
      keySize: at(body, "properties", "keySize") ?? 2048,
      ...{ keyUri, keyUriWithVersion: `${keyUri}/${randomUUID().replaceAll("-", "")}` },
      ...(body.tags !== undefined && { tags: body.tags }),
    };
  },
});
