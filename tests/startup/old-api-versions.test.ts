import type * as pulumi from "@pulumi/pulumi";
import { withoutOldApiVersions } from "../../startup/old-api-versions";

/** The aliases that are left of some. */
function left(aliases: pulumi.ResourceOptions["aliases"]) {
  const args = { type: "t", name: "n", props: {}, opts: { aliases } } as pulumi.ResourceTransformationArgs;
  return withoutOldApiVersions(args)?.opts.aliases;
}

test.each([
  "azure-native:network/v20230201:PublicIPAddress",
  "azure-native:network/v20230201preview:PublicIPAddress",
  "azure-native_network_v20230201:network:PublicIPAddress",
])("an alias for an old API version goes: %s", (type) => {
  expect(left([{ type }])).toEqual([]);
});

test.each([
  ["a type that moved", { type: "azure-native:network:RecordSet" }],
  ["another name", { name: "before" }],
  ["another package", { type: "kubernetes:extensions/v1beta1:NetworkPolicy" }],
  ["a URN", "urn:pulumi:dev::binderhub::azure-native:network/v20230201:PublicIPAddress::address"],
])("an alias for %s stays", (_what, alias) => {
  expect(left([alias])).toEqual([alias]);
});

test("a resource without aliases has none", () => {
  expect(left(undefined)).toBeUndefined();
});
