import { userGuarantees } from "../limits/guarantees";
import { bytes } from "../limits/memory";
import { type Hub } from "./hub";
import { type Event } from "./settings";

/** What one person's server may take, and what is set aside for it. */
export interface PersonAmounts {
  /** JupyterHub's amounts of memory, such as `2G`. */
  readonly memory: string;
  readonly memoryGuarantee: string;
  readonly cpu: number;
  readonly cpuGuarantee: number;
}

/** What a person has: as the event says, or as all servers. What is set aside is never more than what may be taken, unless the event says so. */
export function personOf({ perPerson }: Pick<Event, "perPerson">, { limits }: Pick<Hub, "limits">): PersonAmounts {
  const { memory = limits.userMemory, cpu = limits.userCpu } = perPerson;
  const least = userGuarantees({ ...limits, userMemory: memory, userCpu: cpu });
  return {
    ...{ memory, cpu },
    memoryGuarantee: perPerson.memoryGuarantee ?? lesser(least.memory, memory),
    cpuGuarantee: perPerson.cpuGuarantee ?? Math.min(least.cpu, cpu),
  };
}

function lesser(one: string, other: string): string {
  return bytes(one) < bytes(other) ? one : other;
}
