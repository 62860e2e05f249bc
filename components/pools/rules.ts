import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { onAzure } from "../cluster/on-azure";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { versions } from "../../settings/versions";

/** Rules for the settings of a pool. */
export const poolRules = [rule(["platform", "azure"], onAzure(poolProblems))];

/** What is wrong with a pool by itself. @see https://learn.microsoft.com/azure/aks/spot-node-pool */
export function poolProblems({ azure: { pools } }: Pick<Asked, "azure">): Problem[] {
  return Object.entries(pools).flatMap(([name, pool]) => {
    const key = (field: string) => `binderhub:azure.pools.${name}.${field}`;
    const problems: Problem[] = [];
    if (pool.min > pool.max) {
      const rule = `must be at least min, which is ${pool.min}`;
      problems.push({ key: key("max"), value: String(pool.max), rule, mend: setCommand(key("max"), pool.min) });
    }
    if (pool.role === "build" && pool.spot) {
      const rule = "must be false for builds: they do not tolerate spot nodes, and would wait for ever";
      problems.push({ key: key("spot"), value: "true", rule, mend: setCommand(key("spot"), false) });
    }
    if (pool.role === "build" && pool.gpu) {
      const rule = "must be false for builds: a build never asks for a GPU";
      problems.push({ key: key("gpu"), value: "true", rule, mend: setCommand(key("gpu"), false) });
    }
    if (pool.gpuDriver !== undefined && !pool.gpu) {
      const rule = "is about nodes with GPUs, and this pool has none (gpu)";
      problems.push({ key: key("gpuDriver"), value: pool.gpuDriver, rule, mend: removeCommand(key("gpuDriver")) });
    }
    /** Whether servers that ask for no GPU can run on another pool. */
    const others = Object.entries(pools).some(
      ([other, { role, gpu, spot }]) => other !== name && role === "user" && !gpu && !spot,
    );
    if (pool.role === "build" ? !pool.gpu && isN(pool) : pool.gpu !== isN(pool)) {
      const rule =
        pool.role === "build"
          ? "must be without GPUs: a build never asks for one"
          : pool.gpu
            ? "must be a size of the N series: only that series has GPUs"
            : others
              ? `has GPUs: set azure.pools.${name}.gpu to true`
              : "has GPUs, and no other pool is for servers without one: take a size without GPUs";
      const mend =
        pool.role === "build"
          ? setCommand(key("vmSize"), versions.vmSizes.is.medium)
          : pool.gpu
            ? setCommand(key("vmSize"), "Standard_NC4as_T4_v3")
            : others
              ? setCommand(key("gpu"), true)
              : setCommand(key("vmSize"), versions.vmSizes.is.medium);
      problems.push({ key: key("vmSize"), value: pool.vmSize, rule, mend });
    }
    return problems;
  });
}

function isN({ vmSize }: Asked["azure"]["pools"][string]): boolean {
  return vmSize.startsWith("Standard_N");
}
