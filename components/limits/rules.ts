import { type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { bytes } from "./memory";

/** Rules for limits that need each other, or where one must be below the other. */
export const limitRules = [rule(["limits"], limitProblems), rule(["limits", "repositories"], higherQuotaIsWhole)];

/** Limits that need each other, or of which one is not below the other. */
export function limitProblems({ limits }: Pick<Asked, "limits">): Problem[] {
  const key = (name: string) => `binderhub:limits.${name}`;
  const problems: Problem[] = [];
  if (limits.imageCleanerLow >= limits.imageCleanerHigh) {
    const rule = `must be below limits.imageCleanerHigh, which is ${limits.imageCleanerHigh}`;
    const mend =
      limits.imageCleanerHigh > 20
        ? setCommand(key("imageCleanerLow"), limits.imageCleanerHigh - 20)
        : setCommand(key("imageCleanerHigh"), 80);
    problems.push({ key: key("imageCleanerLow"), value: String(limits.imageCleanerLow), rule, mend });
  }
  if (limits.userMemoryGuarantee !== undefined && bytes(limits.userMemoryGuarantee) > bytes(limits.userMemory)) {
    const rule = `must be at most limits.userMemory, which is ${limits.userMemory}`;
    const mend = setCommand(key("userMemoryGuarantee"), limits.userMemory);
    problems.push({ key: key("userMemoryGuarantee"), value: limits.userMemoryGuarantee, rule, mend });
  }
  if (limits.userCpuGuarantee !== undefined && limits.userCpuGuarantee > limits.userCpu) {
    const rule = `must be at most limits.userCpu, which is ${limits.userCpu}`;
    const mend = setCommand(key("userCpuGuarantee"), limits.userCpu);
    problems.push({ key: key("userCpuGuarantee"), value: String(limits.userCpuGuarantee), rule, mend });
  }
  return problems;
}

/** A higher quota needs its number, and repositories that have it. */
function higherQuotaIsWhole({ limits, repositories }: Pick<Asked, "limits" | "repositories">): Problem[] {
  const names = limits.highQuotaRepos !== undefined || repositories.highQuota !== undefined;
  if (names === (limits.highQuota !== undefined)) return [];
  const rule =
    "is missing: limits.highQuota and repositories.highQuota (or limits.highQuotaRepos) only make sense together";
  const [key, mend] = names
    ? ["binderhub:limits.highQuota", setCommand("binderhub:limits.highQuota", 100)]
    : ["binderhub:repositories.highQuota", setCommand("binderhub:repositories.highQuota[0]", "github.com/mygroup/*")];
  return [{ key, rule, mend }];
}
