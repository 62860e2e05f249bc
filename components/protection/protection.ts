import type * as pulumi from "@pulumi/pulumi";

/**
 * Protects resources and components from being deleted. Components are protected too, because the engine would otherwise remove them from the state
 * while it refuses the destroy. The resources that a destroy would delete first are then protected, and the engine keeps everything that they depend
 * on. So a destroy is refused completely, also with `--skip-preview`.
 *
 * Some resources are not protected, because they are replaced in daily life and contain nothing that would be lost: the tokens (`tokenRotation`), the
 * Secret of a GitHub token, and the role of a cluster's identity. The release depends on all of them, so they stay when a destroy is refused.
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
