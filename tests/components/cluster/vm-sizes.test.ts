import { architectureOf, familyOf, knownSize, type VmSize } from "../../../components/cluster/vm-sizes";

// From Azure's pages on each series, and from the families that its API for sizes tells.
test.each<readonly [size: string, cores: number, memory: number, family: string, gpus: number]>([
  ["Standard_D2s_v3", 2, 8, "standardDSv3Family", 0],
  ["Standard_D8s_v3", 8, 32, "standardDSv3Family", 0],
  ["Standard_D2ds_v5", 2, 8, "standardDDSv5Family", 0],
  ["Standard_D4d_v5", 4, 16, "standardDDv5Family", 0],
  ["Standard_D4as_v6", 4, 16, "standardDav6Family", 0],
  ["Standard_E16s_v5", 16, 128, "standardESv5Family", 0],
  ["Standard_F4s_v2", 4, 8, "standardFSv2Family", 0],
  ["Standard_DS13_v2", 8, 56, "standardDSv2Family", 0],
  ["Standard_NC4as_T4_v3", 4, 28, "Standard NCASv3_T4 Family", 1],
  ["Standard_NC48ads_A100_v4", 48, 440, "StandardNCADSA100v4Family", 2],
])("%s has %i cores and %i GiB, and is of %s", (size, cores, memory, family, gpus) => {
  expect(knownSize(size)).toEqual({ cores, memory, family, gpus, architecture: "amd64" } satisfies VmSize);
});

test.each(["Standard_D4ps_v5", "Standard_D2pds_v6", "Standard_E8ps_v5", "Standard_D16plds_v5"])(
  "%s is an Arm size",
  (size) => {
    expect([architectureOf(size), knownSize(size)?.architecture]).toEqual(["arm64", "arm64"]);
  },
);

test.each([
  "Standard_D2s_v99",
  "Standard_HB120rs_v3",
  "Standard_M8ms",
  "Standard_E4-2s_v5",
  "Standard_constructor",
  "",
])("of %s nothing is known", (size) => expect([knownSize(size), familyOf(size)]).toEqual([undefined, undefined]));

test("of a size with more cores than its series has memory for, only the family is known", () => {
  expect([knownSize("Standard_E96s_v5"), familyOf("Standard_E96s_v5")]).toEqual([undefined, "standardESv5Family"]);
});
