import { CloudError, type Occupation } from "../model";
import { ArmError } from "./errors";
import { type World } from "./world";

/**
 * One operation at a time. While a cluster is busy, neither the cluster nor its pools can be changed. While a pool is busy, neither the
 * cluster nor this pool can be changed. Different pools can be changed at the same time.
 * @see https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-pending-operation
 * @see https://github.com/Azure/AKS/issues/1913 for different pools
 */
export function occupiesCluster(id: string, operation: Operation): Occupation {
  const clashesWith = (key: string) => key === id || key.startsWith(`${id}/agentPools/`);
  return { key: id, what: doing[operation], clashesWith, refused };
}

/** The same, for a pool. */
export function occupiesPool(id: string, operation: Operation, world: World): Occupation {
  const [cluster = "", name = ""] = id.split("/agentPools/");
  const clashesWith = (key: string) =>
    key === id || key === cluster || (world.oneOperationPerCluster && key.startsWith(`${cluster}/agentPools/`));
  return { key: id, what: `${name} - ${doing[operation]}`, clashesWith, refused };
}

/**
 * What AKS says of a second operation. azure-native repeats only requests that were refused with `AnotherOperationInProgress`, so this
 * error ends the operation.
 * @see https://github.com/Azure/azure-workload-identity/issues/417
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go for `shouldRetryConflict`
 */
const refused = (busyWith: string) =>
  new CloudError(
    `Status=409 Code="OperationNotAllowed" Message="Operation is not allowed: Another operation (${busyWith}) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details"`,
  );

/**
 * Refuses a request for a cluster, or a pool of it, if something else wrote to the cluster's record at the same moment. azure-native
 * sends no etag: the conflict is inside of AKS. azure-native does not try again.
 * @see https://github.com/Azure/terraform-azurerm-aks/issues/604
 */
export function mustHaveLastWord(cluster: string, { clustersWrittenTo }: World): void {
  if (!clustersWrittenTo.delete(cluster)) return;
  throw new ArmError(409, "EtagMismatch", "Operation is not allowed: Another operation is in progress");
}

type Operation = "create" | "update" | "delete";
const doing = { create: "Creating", update: "Updating", delete: "Deleting" } as const;
