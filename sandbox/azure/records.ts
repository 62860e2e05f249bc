import { textOf } from "../model";
import { armModel } from "./arm";
import { groupId, tokens, uuidFrom } from "./ids";

/** A DNS record. Its zone belongs to somebody else, and is assumed to exist. */
export const recordSet = armModel({
  token: tokens.record,
  inForeignGroup: true,
  schema: {
    apiVersion: "2023-07-01-preview",
    path: { resourceGroupName: "resourceGroups", zoneName: "dnsZones", recordType: "*", relativeRecordSetName: "$" },
    forceNew: [],
    body: [
      ...["aRecords", "aaaaRecords", "caaRecords", "cnameRecord", "dsRecords", "metadata", "mxRecords", "naptrRecords"],
      ...["nsRecords", "ptrRecords", "soaRecord", "srvRecords", "targetResource", "tlsaRecords"],
      ...["trafficManagementProfile", "ttl", "txtRecords"],
    ],
    required: ["resourceGroupName", "zoneName", "recordType"],
    readOnly: [],
  },
  id: (inputs, scene) =>
    `${groupId(scene, textOf(inputs, "resourceGroupName"))}/providers/Microsoft.Network/dnsZones/${textOf(inputs, "zoneName")}/${textOf(inputs, "recordType")}/${textOf(inputs, "relativeRecordSetName")}`,
  put: ({ id, body, path, before }) => ({
    targetResource: {},
    trafficManagementProfile: {},
    ...body,
    name: path.relativeRecordSetName,
    type: `Microsoft.Network/dnszones/${String(path.recordType)}`,
    fqdn: `${String(path.relativeRecordSetName)}.${String(path.zoneName)}.`,
    etag: before?.etag ?? uuidFrom(`etag of ${id}`),
    provisioningState: "Succeeded",
  }),
});
