import type * as pulumi from "@pulumi/pulumi";

/** A type with an API version in it. azure-native has two forms: `azure-native:network/v20230201:…` and `azure-native_network_v20230201:…`. */
const versioned = /^azure-native(:\w+\/|_\w+_)v\d{8}/;

/**
 * Removes the aliases that azure-native gives each resource, one for every old API version: 110 for a node pool. Only stacks that were made
 * with such types need them, and no stack of this program was. Each alias takes time and memory in every run.
 */
export const withoutOldApiVersions: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props,
  opts: { ...opts, aliases: opts.aliases?.filter((alias) => !isOldApiVersion(alias)) },
});

function isOldApiVersion(alias: pulumi.Input<pulumi.URN | pulumi.Alias>): boolean {
  return typeof alias === "object" && "type" in alias && typeof alias.type === "string" && versioned.test(alias.type);
}
