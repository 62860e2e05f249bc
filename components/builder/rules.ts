import { type Problem, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Which builder is possible on which platform. */
export const builderRules = [rule(["platform", "builder", "registry"], builderFits)];

function builderFits({ platform, builder, registry }: Pick<Asked, "platform" | "builder" | "registry">): Problem[] {
  const key = "binderhub:builder";
  if (builder === "host" && platform === "azure") {
    const rule = "cannot be host on Azure: AKS nodes run containerd, and builds would hang";
    return [{ key, value: builder, rule, mend: setCommand(key, "dind") }];
  }
  if (registry.type === "none" && builder !== "host") {
    const rule = "must be host if registry.type is none: only the node's own Docker shares images with the pods";
    return [{ key, value: builder, rule, mend: setCommand(key, "host") }];
  }
  if (registry.type === "inCluster" && builder === "pink") {
    const rule = "cannot be pink with registry.type inCluster: Podman does not use a registry without TLS";
    return [{ key, value: builder, rule, mend: setCommand(key, "dind") }];
  }
  return [];
}
