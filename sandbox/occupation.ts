import { type Clouds } from "./clouds";
import { CloudError, type Occupation } from "./model";

/** What an operation keeps busy: asked when it begins, as only then its id is needed. */
export type Occupied = () => Occupation | undefined;

/**
 * Does work that keeps something busy from its beginning to its answer, or refuses it where something is busy that it clashes with.
 *
 * azure-native repeats a request that was refused with `AnotherOperationInProgress`, and with nothing else: this ends the operation.
 * @see https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go for `shouldRetryConflict`
 */
export async function occupy<T>(clouds: Clouds, occupied: Occupied, work: () => Promise<T>): Promise<T> {
  const occupation = occupied();
  if (occupation === undefined) return work();
  const { key, what, clashesWith } = occupation;
  const clash = [...clouds.busy].find(
    ([other]) => clashesWith(other) || (clouds.world.oneOperationPerCluster && isInSameCluster(key, other)),
  );
  if (clash !== undefined) {
    // https://github.com/Azure/azure-workload-identity/issues/417
    throw new CloudError(
      `Status=409 Code="OperationNotAllowed" Message="Operation is not allowed: Another operation (${clash[1]}) is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details"`,
    );
  }
  clouds.busy.set(key, what);
  try {
    return await work();
  } finally {
    clouds.busy.delete(key);
  }
}

/** Lets what is asked at the same time arrive. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}

function isInSameCluster(some: string, other: string): boolean {
  return some.split("/agentPools/")[0] === other.split("/agentPools/")[0];
}
