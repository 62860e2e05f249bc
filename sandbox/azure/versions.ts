import { type Properties } from "../model";
import { ArmError } from "./errors";

/** The version that Azure takes if none is asked for. */
export const defaultVersion = "1.34";

/** How many minors the nodes may be behind the control plane. @see https://aka.ms/version-skew-policy */
const mostBehind = 3;

/** The full version. If only a minor version is asked for, AKS takes the newest patch. */
export function withPatch(version: string): string {
  return version.split(".").length > 2 ? version : `${version}.2`;
}

/** The minor of a version, as a number. */
export function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

/**
 * The version of a control plane after a version was asked for. It goes up by one minor version at a time, and never down.
 * @see https://github.com/rancher/rancher/issues/33561 for what AKS says
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-cluster
 */
export function upgradedControlPlane(current: string, asked: string): string {
  if (isAlias(asked) && minorOf(asked) === minorOf(current)) return current;
  const next = withPatch(asked);
  if (isLower(next, current)) throw refusedControlPlane("Downgrading", current, asked);
  if (minorOf(next) > minorOf(current) + 1) throw refusedControlPlane("Upgrading", current, asked);
  return next;
}

/**
 * The version of a pool after a version was asked for. It goes up by one minor version at a time, never down, and never above the
 * control plane.
 * @see https://github.com/nebari-dev/nebari/issues/524 and https://github.com/rancher/rancher/issues/33426 for what AKS says
 */
export function upgradedPool(current: string | undefined, asked: string, controlPlane: string): string {
  if (current !== undefined && isAlias(asked) && minorOf(asked) === minorOf(current)) return current;
  const next = isAlias(asked) && minorOf(asked) === minorOf(controlPlane) ? controlPlane : withPatch(asked);
  mustFit(next, controlPlane);
  if (current !== undefined && (isLower(next, current) || minorOf(next) > minorOf(current) + 1)) {
    throw new ArmError(
      400,
      "AgentPoolUpgradeVersionNotAllowed",
      `Upgrade agent pool version from ${current} to ${asked} is not allowed, you can only upgrade one minor version at a time. Please use [az aks get-upgrades] command to get the supported upgrade paths. For more information, please check https://aka.ms/version-skew-policy`,
    );
  }
  return next;
}

/**
 * Refuses a request for a cluster that is there if it names versions for some pools but not for all (pools that it leaves out count
 * too), or if it names a version that is neither the pool's own nor the control plane's. Assumed: each pool may have either of the two.
 * @see https://github.com/Azure/azure-cli/issues/22807 for its words
 * @see https://github.com/Azure/ARO-HCP/pull/662 for pools that the list leaves out
 *
 * @param profiles the pools that the request lists
 * @param there the pools that the cluster has
 * @param controlPlane the versions of the control plane: what was asked for, and what that is
 */
export function mustNameVersionsOfAll(
  profiles: readonly Properties[],
  there: readonly Properties[],
  controlPlane: readonly unknown[],
): void {
  const isSame = ({ name, orchestratorVersion: asked }: Properties) => {
    const pool = there.find((one) => one.name === name);
    return [pool?.orchestratorVersion, pool?.currentOrchestratorVersion, ...controlPlane].includes(asked);
  };
  const naming = profiles.filter(({ orchestratorVersion }) => orchestratorVersion !== undefined);
  if (naming.length === 0 || (naming.length >= there.length && naming.every(isSame))) return;
  throw new ArmError(
    400,
    "NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged",
    "Using managed cluster api, all Agent pools' OrchestratorVersion must be all specified or all unspecified. If all specified, they must be stay unchanged or the same with control plane. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api",
  );
}

/** Refuses nodes above the control plane, or more than three minors behind it. Assumed: the words of the second. */
export function mustFit(pool: string, controlPlane: string): void {
  const [nodes, plane] = [minorOf(pool), minorOf(controlPlane)];
  const why = isLower(controlPlane, pool)
    ? `Minor version of node pool version ${nodes} is bigger than control plane version ${plane}.`
    : nodes < plane - mostBehind
      ? `Minor version of node pool version ${nodes} is more than ${mostBehind} versions older than control plane version ${plane}.`
      : undefined;
  if (why === undefined) return;
  throw new ArmError(
    400,
    "NodePoolMcVersionIncompatible",
    `Node pool version ${pool} and control plane version ${controlPlane} are incompatible. ${why} For more information, please check https://aka.ms/version-skew-policy`,
  );
}

function isAlias(version: string): boolean {
  return version.split(".").length === 2;
}

function isLower(some: string, other: string): boolean {
  return some.localeCompare(other, "en", { numeric: true }) < 0;
}

function refusedControlPlane(what: "Downgrading" | "Upgrading", current: string, asked: string): ArmError {
  const next = `1.${minorOf(current) + 1}.2`;
  return new ArmError(
    400,
    "OperationNotAllowed",
    `${what} Kubernetes version ${current} to ${asked} is not allowed. Available upgrades: ${next}. Please see https://aka.ms/aks-supported-k8s-ver for version details.`,
  );
}
