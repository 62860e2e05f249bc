import { allocatable } from "../../../components/cluster/allocatable";

const of = (cores: number, memory: number) => allocatable({ cores, memory, gpus: 0 });

// AKS's table of reserved millicores.
test.each([
  [2, 100],
  [4, 140],
  [8, 180],
  [16, 260],
  [32, 420],
])("of %i cores, AKS keeps %i millicores", (cores, reserved) => {
  expect(of(cores, 8).cpu).toBe(cores * 1000 - reserved);
});

// By hand: 8 GiB less 264 MiB that Kubernetes does not see, less a quarter, less 100 MiB before eviction.
test("of 8 GiB, a quarter is AKS's: that is less than 20 MB for each of 250 pods", () => {
  expect(of(2, 8).memory).toBe(5780);
});

// By hand: 32 GiB less 755.4 MiB, less 5050 MB, which are 4816.1 MiB, less 100 MiB.
test("of 32 GiB, 5050 MB are AKS's", () => {
  expect(of(8, 32).memory).toBe(27_096);
});

// https://github.com/Azure/AKS/issues/3525 and 1250 of virtual-kubelet: nodes of 4 and 7 GiB that showed 4025836 and 7097600 Ki.
test.each([
  [4, 4_025_836],
  [7, 7_097_600],
])("of %i GiB, no more is taken to be there than nodes were seen to have", (memory, seen) => {
  expect(of(2, memory).memory + memory * 256 + 100).toBeLessThanOrEqual(seen / 1024);
});
