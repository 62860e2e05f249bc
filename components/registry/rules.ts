import { type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Which registry a platform can have. */
export const registryRules = [rule(["platform", "registry"], registryFits)];

function registryFits({ platform, registry }: Pick<Asked, "platform" | "registry">): Problem[] {
  const key = "binderhub:registry.type";
  if (platform === "azure" && (registry.type === "none" || registry.type === "inCluster")) {
    const rule = `cannot be ${registry.type} on Azure: ${
      registry.type === "none"
        ? "several nodes share images only through a registry"
        : "use azure, which needs no upkeep"
    }`;
    return [{ key, value: registry.type, rule, mend: setCommand(key, "azure") }];
  }
  if (platform === "existing" && registry.type === "azure") {
    const rule =
      "cannot be azure on an existing cluster: there, the stack makes nothing in Azure (azureExisting uses a registry that exists)";
    return [{ key, value: registry.type, rule, mend: setCommand(key, "azureExisting") }];
  }
  return [];
}
