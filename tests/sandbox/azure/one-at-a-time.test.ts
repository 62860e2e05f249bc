import { occupiesCluster, occupiesPool } from "../../../sandbox/azure/one-at-a-time";
import { occupy } from "../../../sandbox/occupation";
import { cluster as clusterInputs, emptyScene, put, usersPool, withCluster } from "./scene";
import { type World, worldOf } from "../../../sandbox/azure/world";
import { type Occupation } from "../../../sandbox/model";

const cluster = "/subscriptions/a/resourceGroups/b/providers/Microsoft.ContainerService/managedClusters/c";
const pool = (name: string) => `${cluster}/agentPools/${name}`;

type Begins = (world: World) => Occupation;
const onCluster: Begins = () => occupiesCluster(cluster, "update");
const onPool =
  (name: string): Begins =>
  (world) =>
    occupiesPool(pool(name), "create", world);

/** What becomes of two operations of which the second begins before the first one ends. */
async function both(first: Begins, second: Begins, oneOperationPerCluster = false) {
  const { clouds } = emptyScene();
  const world = worldOf(clouds);
  world.oneOperationPerCluster = oneOperationPerCluster;
  const ends = await Promise.allSettled(
    [first, second].map((one) =>
      occupy(
        clouds,
        () => one(world),
        () => Promise.resolve("done"),
      ),
    ),
  );
  return ends.map((end) => (end.status === "fulfilled" ? end.value : String(end.reason)));
}

describe("a request that comes when something else writes to the cluster", () => {
  test.each(["cluster", "pool"] as const)("for a %s is refused, once", (which) => {
    const scene = emptyScene();
    const inputs = { cluster: clusterInputs, pool: usersPool }[which];
    worldOf(scene.clouds).clustersWrittenTo.add(withCluster(scene).cluster);
    expect(() => put(scene, which, inputs)).toThrow(
      'Status=409 Code="EtagMismatch" Message="Operation is not allowed: Another operation is in progress"',
    );
    expect(() => put(scene, which, inputs)).not.toThrow();
  });
});

describe("a second operation, while one is going on,", () => {
  test.each<[string, Begins, Begins, string]>([
    ["on the same cluster", onCluster, onCluster, "Updating"],
    ["on a pool of the cluster", onCluster, onPool("users"), "Updating"],
    ["on the cluster of a pool", onPool("users"), onCluster, "users - Creating"],
    ["on the same pool", onPool("users"), onPool("users"), "users - Creating"],
  ])("%s is refused", async (_, first, second, what) => {
    const [done, refused] = await both(first, second);
    expect(done).toBe("done");
    expect(refused).toContain(
      `Status=409 Code="OperationNotAllowed" Message="Operation is not allowed: Another operation (${what}) is in progress, please wait for it to finish before starting a new operation.`,
    );
  });

  // https://github.com/Azure/AKS/issues/1913
  it("on another pool is carried out", async () => {
    expect(await both(onPool("users"), onPool("builds"))).toEqual(["done", "done"]);
  });

  it("on another pool is refused where a cluster is set to take one at a time", async () => {
    expect((await both(onPool("users"), onPool("builds"), true))[1]).toContain('Code="OperationNotAllowed"');
  });

  it("is carried out where the first one has failed before", async () => {
    const { clouds } = emptyScene();
    const onACluster = () => onCluster(worldOf(clouds));
    await expect(occupy(clouds, onACluster, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    await expect(occupy(clouds, onACluster, () => Promise.resolve("done"))).resolves.toBe("done");
  });
});
