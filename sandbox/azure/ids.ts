import { createHash } from "node:crypto";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** Tokens of the resource types. */
export const tokens = {
  group: "azure-native:resources:ResourceGroup",
  cluster: "azure-native:containerservice:ManagedCluster",
  pool: "azure-native:containerservice:AgentPool",
  address: "azure-native:network:PublicIPAddress",
  registry: "azure-native:containerregistry:Registry",
  assignment: "azure-native:authorization:RoleAssignment",
  record: "azure-native:dns:RecordSet",
} as const;

/** Id of a resource group. */
export const groupId = (name: string) => `${subscription}/resourceGroups/${name}`;

/** Id of a managed cluster. */
export const clusterId = (group: string, name: string) =>
  `${groupId(group)}/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** A number that depends on nothing but the text: allotted addresses stay the same from run to run. */
export function numberFrom(text: string, below: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE() % below;
}
