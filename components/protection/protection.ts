import type * as pulumi from "@pulumi/pulumi";

/**
 * Protects everything from being deleted: resources, and components too, as the engine would otherwise forget those of a stack whose
 * destruction it refuses. What the engine may delete first is then protected, and with it all that it depends on: a destroy is refused
 * whole, also with `--skip-preview`.
 *
 * Not what is replaced in daily life, and holds nothing that is lost: the tokens (`tokenRotation`), the Secret of a GitHub token, and
 * the role of a cluster's identity. The release depends on all of these, so that they stay where a destroy is refused.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/deployment_executor.go `performPostSteps`: what a refused
 * deletion depends on stays
 */
export const protectedFromDeletion: pulumi.ResourceTransformation = ({ type, props, opts }) => ({
  props,
  opts: { ...opts, protect: !replacedInDailyLife(type) },
});

const replacedInDailyLife = (type: string) =>
  type.startsWith("random:") ||
  ["kubernetes:core/v1:Secret", "azure-native:authorization:RoleAssignment"].includes(type);
