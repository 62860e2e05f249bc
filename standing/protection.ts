import type * as pulumi from "@pulumi/pulumi";

/**
 * Protects everything from being deleted: resources, and components too, as the engine would otherwise forget those of a stack whose
 * destruction it refuses. What the engine may delete first is then protected, and with it all that it depends on: a destroy is refused
 * whole, also with `--skip-preview`.
 *
 * Not the tokens: they are replaced where `tokenRotation` says so, and the release depends on them.
 * @see https://github.com/pulumi/pulumi/blob/v3.250.0/pkg/resource/deploy/deployment_executor.go `performPostSteps`: what a refused
 * deletion depends on stays
 */
export const protectedFromDeletion: pulumi.ResourceTransformation = ({ type, props, opts }) => ({
  props,
  opts: { ...opts, protect: !type.startsWith("random:") },
});
