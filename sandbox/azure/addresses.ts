import { at } from "../untyped";
import { type Properties, type Scene, textOf } from "../model";
import { armModel, merged, omitting } from "./arm";
import { tagsByCloudProvider } from "./cloud-provider";
import { endingsIn } from "./environments";
import { ArmError } from "./errors";
import { groupId, numberFrom, tokens, uuidFrom } from "./ids";
import { worldOf } from "./world";

/**
 * Public addresses, with a DNS label or without. An address cannot be deleted while a Service uses it.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/2566 for what Azure says then
 */
export const publicAddress = armModel({
  token: tokens.address,
  type: "Microsoft.Network/publicIPAddresses",
  schema: {
    apiVersion: "2024-05-01",
    path: { resourceGroupName: "resourceGroups", publicIpAddressName: "publicIPAddresses" },
    // `forceNewMap` in azure-native's provider/pkg/gen/replacement.go; the allocation method is not in it.
    forceNew: ["location", "publicIPAddressVersion", "publicIPPrefix", "sku"],
    body: [
      ...["ddosSettings", "deleteOption", "dnsSettings", "extendedLocation", "id", "idleTimeoutInMinutes", "ipAddress"],
      ...["ipTags", "linkedPublicIPAddress", "location", "migrationPhase", "natGateway", "publicIPAddressVersion"],
      ...["publicIPAllocationMethod", "publicIPPrefix", "servicePublicIPAddress", "sku", "tags", "zones"],
    ],
    required: ["resourceGroupName"],
    readOnly: [],
  },
  id: (inputs, scene) =>
    `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/publicIPAddresses/${textOf(inputs, "publicIpAddressName")}`,
  put({ id, body, path, before }, scene) {
    mustBeWellFormed(String(path.publicIpAddressName), body);
    return merged(
      {
        name: path.publicIpAddressName,
        publicIpAddressName: path.publicIpAddressName,
        provisioningState: "Succeeded",
        resourceGuid: uuidFrom(`guid of ${id}`),
        idleTimeoutInMinutes: 4,
        ipTags: [],
        publicIPAddressVersion: "IPv4",
        ddosSettings: { protectionMode: "VirtualNetworkInherited" },
        // 203.0.113.0/24 is reserved for documentation, so this cannot be the address of a real hub.
        ipAddress:
          before?.ipAddress ?? `203.0.113.${1 + numberFrom(`${id}${"'".repeat(scene.clouds.timesMade(id))}`, 254)}`,
      },
      { ...body, ...domainName(body, scene, id) },
    );
  },
  get: (kept, scene, id) => ({
    ...omitting(["publicIpAddressName"], kept),
    ...tagsByCloudProvider(kept, scene, id),
  }),
  remove({ clouds }, id) {
    const user = clouds.all().find(([, thing]) => at(thing.properties, "claims", id) === true);
    if (user !== undefined) {
      throw new ArmError(
        400,
        "PublicIPAddressCannotBeDeleted",
        `Public IP address ${id} can not be deleted since it is still allocated to resource ${user[0]}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`,
      );
    }
    clouds.remove(id);
  },
});

/** Refuses what Azure refuses, and for which the specification has no pattern. @see https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses */
function mustBeWellFormed(name: string, { sku, publicIPAllocationMethod: method }: Properties): void {
  if (!/^\w([-\w.]{0,78}\w)?$/.test(name)) {
    throw new ArmError(
      400,
      "InvalidResourceName",
      `Resource name ${name} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`,
    );
  }
  if (at(sku, "name") === "Standard" && method !== "Static") {
    throw new ArmError(
      400,
      "PublicIPWithStandardSkuMustUseStaticAllocation",
      `Standard sku publicIp ${name} must have AllocationMethod set to Static.`,
    );
  }
}

/** @see https://github.com/scarolan/azure-terraform-beginners/issues/20 for what Azure says if a label is taken */
function domainName(body: Properties, { clouds, provider }: Scene, id: string): Properties {
  const label = at(body, "dnsSettings", "domainNameLabel");
  if (typeof label !== "string") return {};
  const fqdn = `${label}.${textOf(body, "location")}.${endingsIn(provider.environment).addresses}`;
  const taken = clouds
    .ofType(tokens.address)
    .some(([other, thing]) => other !== id && at(thing.properties, "dnsSettings", "domainNameLabel") === label);
  if (taken || worldOf(clouds).dnsLabels.has(label)) {
    throw new ArmError(400, "DnsRecordInUse", `DNS record ${fqdn} is already used by another public IP.`);
  }
  return { dnsSettings: { domainNameLabel: label, fqdn } };
}
