import type * as pulumi from "@pulumi/pulumi";

/** A type that names its API version, as azure-native wrote it in two ways: `azure-native:network/v20230201:…`, `azure-native_network_v20230201:…`. */
const versioned = /^azure-native(:\w+\/|_\w+_)v\d{8}/;

/**
 * Takes away the aliases that azure-native gives each resource for every API version that ever was: 110 for a node pool. They only
 * matter to stacks made with such types, and no stack of this program was. Each takes time and memory in every run.
 */
export const withoutOldApiVersions: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props,
  opts: { ...opts, aliases: opts.aliases?.filter((alias) => !isOldApiVersion(alias)) },
});

function isOldApiVersion(alias: pulumi.Input<pulumi.URN | pulumi.Alias>): boolean {
  return typeof alias === "object" && "type" in alias && typeof alias.type === "string" && versioned.test(alias.type);
}
