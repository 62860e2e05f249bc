import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { bytes } from "../limits/memory";
import { amountsOf } from "./amounts";
import { keyOf } from "./keys";

/** What a size says must be possible by itself, and with the limits of the whole hub. */
export function amountsFit({ sizes = [], limits, storage }: Pick<Asked, "sizes" | "limits" | "storage">): Problem[] {
  return sizes.flatMap((size, index) => {
    const { memory, cpu } = amountsOf(size, limits);
    const problem = (name: string, value: unknown, rule: string, better?: string | number): Problem => {
      const key = keyOf(index, name);
      return {
        key,
        value: String(value),
        rule,
        mend: better === undefined ? removeCommand(key) : setCommand(key, better),
      };
    };
    const { memoryGuarantee, cpuGuarantee, hours, atOnce } = size;
    const ofAll = (name: string) =>
      size[name as "memory" | "cpu"] === undefined ? `limits.user${name === "cpu" ? "Cpu" : "Memory"}` : name;
    return [
      ...(memoryGuarantee !== undefined && bytes(memoryGuarantee) > bytes(memory)
        ? [
            problem(
              "memoryGuarantee",
              memoryGuarantee,
              `must be at most ${ofAll("memory")}, which is ${memory}`,
              memory,
            ),
          ]
        : []),
      ...(cpuGuarantee !== undefined && cpuGuarantee > cpu
        ? [problem("cpuGuarantee", cpuGuarantee, `must be at most ${ofAll("cpu")}, which is ${cpu}`, cpu)]
        : []),
      ...(size.storage !== undefined && storage === undefined
        ? [problem("storage", size.storage, "is about people's volumes, of which there are none: storage is not set")]
        : []),
      ...(hours !== undefined && limits.maximumAge > 0 && hours * 3600 >= limits.maximumAge
        ? [
            problem(
              "hours",
              hours,
              `has no effect: limits.maximumAge stops every server after ${limits.maximumAge} seconds`,
            ),
          ]
        : []),
      ...(atOnce !== undefined && limits.totalQuota !== undefined && limits.totalQuota > 0 && atOnce > limits.totalQuota
        ? [
            problem(
              "atOnce",
              atOnce,
              `can be at most ${limits.totalQuota}, which is limits.totalQuota`,
              limits.totalQuota,
            ),
          ]
        : []),
    ];
  });
}
