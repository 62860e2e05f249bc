import { at } from "../../settings/untyped";

/** What a pod asks for, or a node has: cores, MiB, GPUs and places for pods. */
export interface Amounts {
  readonly cores: number;
  readonly memory: number;
  readonly gpus: number;
  readonly pods: number;
}

/** A node before anything runs on it. */
export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
  readonly allocatable: Amounts;
}

/** Sizes that tests use: cores, GiB, GPUs. @see https://learn.microsoft.com/azure/virtual-machines/sizes/overview */
const sizes: Readonly<Record<string, readonly [cores: number, memory: number, gpus: number, arch?: "arm64"]>> = {
  Standard_D2s_v3: [2, 8, 0],
  Standard_D4s_v3: [4, 16, 0],
  Standard_D8s_v3: [8, 32, 0],
  Standard_D2s_v5: [2, 8, 0],
  Standard_D4s_v5: [4, 16, 0],
  Standard_D8s_v5: [8, 32, 0],
  Standard_E8s_v5: [8, 64, 0],
  Standard_F2s_v2: [2, 4, 0],
  Standard_F4s_v2: [4, 8, 0],
  Standard_DS2_v2: [2, 7, 0],
  Standard_D2ps_v5: [2, 8, 0, "arm64"],
  Standard_D4ps_v5: [4, 16, 0, "arm64"],
  Standard_NC4as_T4_v3: [4, 28, 1],
  Standard_NC6s_v3: [6, 112, 1],
};

/** The sizes that the scheduler knows. */
export const sizesKnown = Object.keys(sizes);

/** Thousandths of a core that AKS keeps, by cores. @see https://learn.microsoft.com/azure/aks/node-resource-reservations */
const reservedCpu: Readonly<Record<number, number>> = { 2: 100, 4: 140, 6: 160, 8: 180, 16: 260 };

/** The nodes of a pool as it was asked for, with so many of them. */
export function nodesOfPool(name: string, asked: unknown, count: number): readonly Node[] {
  const vmSize = String(at(asked, "vmSize"));
  const [cores, gib, gpus, arch = "amd64"] = sizes[vmSize] ?? [NaN, NaN, NaN];
  const memory = gib * 1024;
  // With AKS's 250 pods for each node, its rule is never less than a quarter up to 20 GiB.
  const kept = Math.min((20 * 250 + 50) * 0.9536743, memory / 4) + 100;
  const allocatable = {
    cores: cores - (reservedCpu[cores] ?? NaN) / 1000,
    // Firmware and kernel: what nodes were seen to lack, and a little more.
    memory: memory - (100 + 0.02 * memory) - kept,
    gpus,
    pods: 250,
  };
  const labels = { ...(at(asked, "nodeLabels") as Node["labels"]), agentpool: name, "kubernetes.io/arch": arch };
  const taints = (at(asked, "nodeTaints") ?? []) as readonly string[];
  return Array.from({ length: count }, (_, index) => ({ name: `${name}-${index}`, labels, taints, allocatable }));
}
