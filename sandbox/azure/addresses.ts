import { cloudOf } from "../../settings/clouds";
import { at } from "../../settings/untyped";
import { CloudError, type Properties, type ResourceModel, type Scene, textOf } from "../model";
import { groupId, numberFrom, tokens } from "./ids";
import { mustHaveGroup, mustNotExist, nameRule } from "./refusals";

/** Public addresses, with a DNS label or without: none can be deleted while a Service uses it. */
export const publicAddress: ResourceModel = {
  replaceOn: [
    "publicIpAddressName",
    "resourceGroupName",
    "location",
    "sku",
    "publicIPAllocationMethod",
    "publicIPAddressVersion",
  ],
  check: nameRule("publicIpAddressName", /^[a-zA-Z0-9]([-\w.]{0,78}\w)?$/),
  id: (inputs) =>
    `${groupId(textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/publicIPAddresses/${textOf(inputs, "publicIpAddressName")}`,
  create(inputs, scene, id) {
    mustHaveGroup(scene, textOf(inputs, "resourceGroupName"));
    mustNotExist(scene, id);
    return {
      name: textOf(inputs, "publicIpAddressName"),
      type: "Microsoft.Network/publicIPAddresses",
      provisioningState: "Succeeded",
      // 203.0.113.0/24 is set aside for documentation: nobody can mistake it for a hub that runs.
      ipAddress: `203.0.113.${1 + numberFrom(`${id}${"'".repeat(scene.clouds.timesMade(id))}`, 254)}`,
      ...domainName(inputs, scene, id),
    };
  },
  update: (inputs, scene, id, before) => ({ ...before, ...domainName(inputs, scene, id) }),
  remove({ clouds }, id) {
    const user = clouds.all().find(([, thing]) => at(thing.properties, "claims", id) === true);
    if (user !== undefined) {
      throw new CloudError(
        `Code="PublicIPAddressCannotBeDeleted" Message="Public IP address ${id} can not be deleted since it is still allocated to resource ${user[0]}."`,
      );
    }
    clouds.remove(id);
  },
};

function domainName(inputs: Properties, { clouds, provider }: Scene, id: string): Properties {
  const label = at(inputs, "dnsSettings", "domainNameLabel");
  if (typeof label !== "string") return {};
  const taken = clouds
    .ofType(tokens.address)
    .some(([other, thing]) => other !== id && at(thing.properties, "dnsSettings", "domainNameLabel") === label);
  const fqdn = `${label}.${textOf(inputs, "location")}.${cloudOf(provider.environment).addresses}`;
  if (taken) {
    throw new CloudError(`Code="DnsRecordInUse" Message="DNS record ${fqdn} is already used by another public IP."`);
  }
  return {
    dnsSettings: { domainNameLabel: label, fqdn },
  };
}

/** A record in a zone that belongs to somebody else: zones are taken to exist. */
export const recordSet: ResourceModel = {
  replaceOn: ["zoneName", "resourceGroupName", "relativeRecordSetName", "recordType"],
  id: (inputs) =>
    `${groupId(textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/dnsZones/${textOf(inputs, "zoneName")}/${textOf(inputs, "recordType")}/${textOf(inputs, "relativeRecordSetName")}`,
  create(inputs, scene, id) {
    mustNotExist(scene, id);
    return { fqdn: `${textOf(inputs, "relativeRecordSetName")}.${textOf(inputs, "zoneName")}.` };
  },
};
