import { type Settings } from "../../settings/settings";
import { userGuarantees } from "../limits/guarantees";
import { bytes } from "../limits/memory";
import { type Size } from "./settings";

/** What a server of a size may take, and what is set aside for it. */
export interface SizeAmounts {
  readonly memory: string;
  readonly memoryGuarantee: string;
  readonly cpu: number;
  readonly cpuGuarantee: number;
}

/** A size's amounts: its own, or those of all servers. What is set aside is never more than what may be taken. */
export function amountsOf(size: Size, limits: Settings["limits"]): SizeAmounts {
  const usual = userGuarantees(limits);
  const { memory = limits.userMemory, cpu = limits.userCpu } = size;
  return {
    memory,
    memoryGuarantee: size.memoryGuarantee ?? (bytes(memory) < bytes(usual.memory) ? memory : usual.memory),
    cpu,
    cpuGuarantee: size.cpuGuarantee ?? Math.min(cpu, usual.cpu),
  };
}
