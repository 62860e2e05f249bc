import { type Problem, removeCommand, setCommand, setSecretCommand } from "../../settings/problems";
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
    const without = registry.type === "inCluster" ? ["size", "nodePort"] : [];
    const mend = becomes("azure", without, { name: "mygroupbinder", prefix: registry.prefix });
    return [{ key, value: registry.type, rule, mend }];
  }
  if (platform === "existing" && registry.type === "azure") {
    const rule =
      "cannot be azure on an existing cluster: there, the stack makes nothing in Azure (azureExisting uses a registry that exists)";
    const mend = `${becomes("azureExisting", ["sku", "pull"])} && ${setSecretCommand("binderhub:registryPassword")}`;
    return [{ key, value: registry.type, rule, mend }];
  }
  return [];
}

/** The commands that make another registry of it: without the keys that only the first one has, and with those that the other one needs. */
function becomes(type: string, without: readonly string[], needs: Readonly<Record<string, string>> = {}): string {
  const key = "binderhub:registry";
  return [...without.map((name) => removeCommand(`${key}.${name}`)), setCommand(key, { type, ...needs })].join(" && ");
}
