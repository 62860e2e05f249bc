import { type Properties } from "../../../sandbox/model";
import { acr, address, cluster, group, modelOf, systemPool, usersPool } from "./scene";

// validateType and validateProperty in azure-native's provider/pkg/provider/provider.go.
const faults = (name: Parameters<typeof modelOf>[0], inputs: Properties) => modelOf(name).check?.(inputs) ?? [];

describe("a check", () => {
  test.each([
    ["group", group],
    ["cluster", cluster],
    ["pool", usersPool],
    ["address", address],
    ["registry", acr],
  ] as const)("finds no fault with a good %s", (name, inputs) => expect(faults(name, inputs)).toEqual([]));

  it("misses what must be there", () => {
    expect(faults("group", { resourceGroupName: "testhub" })).toEqual([
      "missing required property 'location'. Either set it explicitly or configure it with 'pulumi config set azure-native:location <value>'.",
    ]);
  });

  it("misses nothing that is there and only not known yet", () => {
    expect(faults("assignment", { scope: undefined, principalId: undefined, roleDefinitionId: undefined })).toEqual([]);
  });

  test.each<[Parameters<typeof modelOf>[0], Properties, string]>([
    ["cluster", { ...cluster, resourceName: "-hub" }, "'resourceName' does not match expression"],
    [
      "cluster",
      { ...cluster, agentPoolProfiles: [{ ...systemPool, name: "System" }] },
      "'agentPoolProfiles[0].name' does",
    ],
    ["pool", { ...usersPool, agentPoolName: "too-long-a-name" }, "'agentPoolName' does not match expression"],
    ["registry", { ...acr, registryName: "hub-images" }, "'registryName' does not match expression"],
  ])("finds a name of a %s that does not fit the specification's pattern", (name, inputs, fault) => {
    expect(faults(name, inputs)).toEqual([expect.stringContaining(fault)]);
  });

  it("leaves to Azure a name for which the specification has no pattern", () => {
    expect(faults("address", { ...address, publicIpAddressName: "-binder" })).toEqual([]);
  });
});
