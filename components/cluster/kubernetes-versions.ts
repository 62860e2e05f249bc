import { endInWords } from "../../settings/end";
import { removeCommand, setCommand, type Problem } from "../../settings/problems";
import { versions } from "../../settings/versions";
import { type AzurePlace } from "./settings";

type Properties = Readonly<Record<string, unknown>>;

const key = "binderhub:azure.kubernetesVersion";

/** How many minor versions a pool may be behind the control plane. */
const mostBehind = 3;

/**
 * AKS's rules for a change of the Kubernetes version: one minor version at a time, never back, and no pool more than three minor versions behind.
 * @see https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#kubernetes-version-upgrades
 * @see https://learn.microsoft.com/azure/aks/manage-node-pools#upgrade-a-cluster-control-plane-with-multiple-node-pools
 *
 * @param pools all pools of the cluster as Azure lists them
 * @param cluster the cluster as it is; `undefined` if there is none yet
 */
export function versionRules(
  { kubernetesVersion }: Pick<AzurePlace, "kubernetesVersion">,
  pools: readonly Properties[],
  cluster: Properties | undefined,
): Problem[] {
  const running = cluster?.currentKubernetesVersion;
  const [asked, now] = [minorOf(kubernetesVersion), minorOf(running)];
  if (asked === undefined || now === undefined || typeof running !== "string") return [];
  const problem = (rule: string, mend: string): Problem[] => [{ key, value: kubernetesVersion, rule, mend }];
  if (asked < now) {
    const rule = `cannot be lower than the running version ${running}: AKS never goes back`;
    return problem(rule, setCommand(key, `1.${now}`));
  }
  if (asked > now + 1) {
    const rule = `is more than one step from ${running}: AKS goes one minor version at a time. Set this version and run 'pulumi up', then set the next`;
    return problem(rule, setCommand(key, `1.${now + 1}`));
  }
  const late = pools.find((pool) => (minorOf(pool.currentOrchestratorVersion) ?? asked) < asked - mostBehind);
  if (late === undefined) return [];
  const rule = `would leave the pool ${String(late.name)} (${String(late.currentOrchestratorVersion)}) more than ${mostBehind} minor versions behind. Bring the pools to ${running} first: set 1.${now} and run 'pulumi up'`;
  return problem(rule, asked === now ? removeCommand(key) : setCommand(key, `1.${now}`));
}

/** The minor version in `1.34` or `1.34.2`. */
function minorOf(version: unknown): number | undefined {
  const minor = typeof version === "string" ? /^1\.(\d+)/.exec(version)?.[1] : undefined;
  return minor === undefined ? undefined : Number(minor);
}

/**
 * What is said of a version that AKS no longer supports, or soon will not. With the tier Premium, AKS supports it for a year more.
 * @see https://learn.microsoft.com/azure/aks/long-term-support
 */
export function endOfSupport(
  { kubernetesVersion, tier }: Pick<AzurePlace, "kubernetesVersion" | "tier">,
  today: Date,
): string[] {
  const minor = minorOf(kubernetesVersion);
  if (kubernetesVersion === undefined || minor === undefined) return [];
  const ends = versions.kubernetesEnds.is;
  const first = Math.min(...ends.keys());
  const end = ends.get(Math.max(minor, first))?.[tier === "Premium" ? "longTerm" : "usual"];
  const said = endInWords(end, "supported by AKS", today);
  return said === undefined
    ? []
    : [
        `azure.kubernetesVersion: ${kubernetesVersion} ${said}. Set the next one, or leave it out so that AKS goes on by itself.`,
      ];
}
