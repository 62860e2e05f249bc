import { type Properties } from "../../../sandbox/model";
import * as acts from "../../../sandbox/azure/acts";
import { answer, cluster, emptyScene, group, make, modelOf, put, systemPool, usersPool, withCluster } from "./scene";
import { worldOf } from "../../../sandbox/azure/world";
import { requestsOf } from "../../../sandbox/azure/requests";

/** A cluster with a pool, after which something is sent. */
function ready(quota = 100) {
  const scene = emptyScene({ cores: quota });
  return { scene, ...withCluster(scene) };
}

const poolsIn = (scene: ReturnType<typeof emptyScene>, id: string) =>
  (answer(scene, "cluster", id).agentPoolProfiles as Properties[]).map(({ name, count }) => [name, count]);

describe("a cluster's list of pools", () => {
  it("has those that were made beside it, sorted by name", () => {
    const { scene, cluster: id } = ready();
    make(scene, "pool", { ...usersPool, agentPoolName: "builds" });
    expect(poolsIn(scene, id)).toEqual([
      ["builds", 1],
      ["system", 2],
      ["users", 1],
    ]);
  });

  it("has the counts of the moment", () => {
    const { scene, cluster: id } = ready();
    acts.autoscalerMoved(scene.clouds, "users", 7);
    expect(poolsIn(scene, id)).toContainEqual(["users", 7]);
  });

  it("is one thing with the pools: its own pool has an id of its own", () => {
    const { scene, cluster: id } = ready();
    expect(answer(scene, "pool", `${id}/agentPools/system`)).toMatchObject({
      name: "system",
      mode: "System",
      count: 2,
    });
  });
});

describe("a request for a cluster", () => {
  it("changes the pools that its list names", () => {
    const { scene, cluster: id } = ready();
    put(scene, "cluster", { ...cluster, agentPoolProfiles: [{ ...systemPool, count: 3 }] });
    expect(poolsIn(scene, id)).toContainEqual(["system", 3]);
    expect(requestsOf(scene.clouds).at(-1)?.poolChanges).toEqual([
      { pool: "system", property: "count", from: 2, to: 3 },
    ]);
  });

  it("leaves pools that its list leaves out, and is noted for it", () => {
    const { scene, cluster: id } = ready();
    put(scene, "cluster", cluster);
    expect(poolsIn(scene, id)).toContainEqual(["users", 1]);
    expect(requestsOf(scene.clouds).at(-1)).toMatchObject({ leftOut: ["users"], poolChanges: [] });
  });

  it("leaves all pools where it has no list, and is not noted", () => {
    const { scene, cluster: id } = ready();
    put(scene, "cluster", { ...cluster, agentPoolProfiles: undefined });
    expect(poolsIn(scene, id)).toHaveLength(2);
    expect(requestsOf(scene.clouds).at(-1)?.leftOut).toEqual([]);
  });

  it("adds no pool", () => {
    const { scene } = ready();
    const profiles = [systemPool, { ...systemPool, name: "more" }];
    expect(() => put(scene, "cluster", { ...cluster, agentPoolProfiles: profiles })).toThrow(
      /^Status=400 Code="BadRequest" Message="A new agent pool was introduced\./,
    );
  });

  it("is made with a system pool", () => {
    const scene = emptyScene();
    make(scene, "group", { resourceGroupName: "testhub", location: "westeurope" });
    const profiles = [{ ...systemPool, mode: "User" }];
    expect(() => make(scene, "cluster", { ...cluster, agentPoolProfiles: profiles })).toThrow(
      "Must define at least one system pool.",
    );
    expect(scene.clouds.all()).toHaveLength(1);
  });

  it("is noted with its body, and with what was there before", () => {
    const { scene, cluster: id } = ready();
    put(scene, "cluster", { ...cluster, tags: { other: "tag" } });
    expect(requestsOf(scene.clouds).at(-1)).toMatchObject({
      ...{ method: "PUT", id, body: { tags: { other: "tag" } }, before: { tags: cluster.tags } },
    });
  });
});

describe("a request for a pool", () => {
  test.each<[string, Properties, string]>([
    [
      "its size",
      { vmSize: "Standard_D8s_v3" },
      'Code="PropertyChangeNotAllowed" Message="Changing property "agentPoolProfile.vmSize"',
    ],
    [
      "its zones",
      { availabilityZones: ["1"] },
      `Code="PropertyChangeNotAllowed" Message="Changing property 'properties.availabilityZones' is not allowed."`,
    ],
    ["its operating system", { osType: "Windows" }, "'properties.osType' is not allowed."],
    ["the room for pods", { maxPods: 30 }, "'properties.maxPods' is not allowed."],
    [
      "its priority",
      { scaleSetPriority: "Spot" },
      'Code="BadRequest" Message="ScaleSetPriority is immutable. Provided value is Spot, Please use current value Regular."',
    ],
    [
      "a count that is missing",
      { count: undefined },
      'Code="InvalidParameter" Message="Required parameter properties.count is missing (null)."',
    ],
    ["a count above the most", { count: 10 }, "The value of parameter agentPoolProfile.count is invalid."],
    [
      "a most below the least",
      { minCount: 5, maxCount: 3 },
      "The value of parameter agentPoolProfile.minCount is invalid.",
    ],
  ])("is refused for %s", (_, changes, message) => {
    const { scene } = ready();
    expect(() => put(scene, "pool", { ...usersPool, ...changes })).toThrow(message);
  });

  it("takes a spot pool's priority for changed where it is left out", () => {
    const { scene } = ready();
    const spot = { ...usersPool, agentPoolName: "spot", scaleSetPriority: "Spot", spotMaxPrice: -1 };
    make(scene, "pool", spot);
    expect(() => put(scene, "pool", { ...spot, scaleSetPriority: undefined })).toThrow(
      "ScaleSetPriority is immutable. Provided value is Regular",
    );
  });

  it("gives spot nodes their taint and label", () => {
    const { scene } = ready();
    const id = make(scene, "pool", { ...usersPool, agentPoolName: "spot", scaleSetPriority: "Spot" });
    expect(answer(scene, "pool", id)).toMatchObject({
      nodeTaints: ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
      nodeLabels: { "kubernetes.azure.com/scalesetpriority": "spot" },
    });
  });

  it("sets an autoscaled pool's count, and is noted for it", () => {
    const { scene, users } = ready();
    acts.autoscalerMoved(scene.clouds, "users", 7);
    put(scene, "pool", { ...usersPool, maxCount: 12 });
    expect(answer(scene, "pool", users)).toMatchObject({ count: 1, maxCount: 12 });
    expect(requestsOf(scene.clouds).at(-1)?.poolChanges).toContainEqual({
      pool: "users",
      property: "count",
      from: 7,
      to: 1,
    });
  });

  it("may raise the least above the count", () => {
    const { scene, users } = ready();
    put(scene, "pool", { ...usersPool, minCount: 3 });
    expect(answer(scene, "pool", users)).toMatchObject({ count: 1, minCount: 3 });
  });

  it("needs its cluster", () => {
    const scene = emptyScene();
    make(scene, "group", { resourceGroupName: "testhub", location: "westeurope" });
    expect(() => make(scene, "pool", usersPool)).toThrow('Status=404 Code="ParentResourceNotFound"');
  });

  it("cannot delete the last system pool, but others", () => {
    const { scene, cluster: id, users } = ready();
    const remove = (pool: string) => modelOf("pool").remove?.(scene, pool);
    expect(() => remove(`${id}/agentPools/system`)).toThrow(
      'Code="OperationNotAllowed" Message="There has to be at least one system agent pool."',
    );
    remove(users);
    expect(poolsIn(scene, id)).toEqual([["system", 2]]);
  });

  it("is refused for a size that is not offered", () => {
    const { scene } = ready();
    worldOf(scene.clouds).sizesNotOffered.add("Standard_D4s_v3");
    expect(() => make(scene, "pool", { ...usersPool, agentPoolName: "more" })).toThrow('Code="VMSizeNotSupported"');
  });
});

describe("a size of which the region has no more", () => {
  const usedUp = () => {
    const { scene, ...ids } = ready();
    worldOf(scene.clouds).sizesUsedUp.add("Standard_D4s_v3");
    return { scene, ...ids };
  };

  it("gives no further nodes", () => {
    const { scene } = usedUp();
    const words =
      /^Status=400 Code="SkuNotAvailable" Message="The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: Standard_D4s_v3' is currently not available in location 'westeurope'\./;
    expect(() => make(scene, "pool", { ...usersPool, agentPoolName: "more" })).toThrow(words);
    expect(() => put(scene, "pool", { ...usersPool, count: 2 })).toThrow(words);
  });

  it("leaves those that are there", () => {
    const { scene } = usedUp();
    expect(() => put(scene, "pool", { ...usersPool, maxCount: 12 })).not.toThrow();
  });
});

describe("a size of which the region runs out after the request was taken", () => {
  const words = /^Status=200 Code="AllocationFailed" Message="Allocation failed\. We do not have sufficient capacity/;

  test.each([
    ["cluster", cluster],
    ["pool", usersPool],
  ] as const)("leaves the %s there, and failed, until it is asked for again", (which, inputs) => {
    const scene = emptyScene();
    make(scene, "group", group);
    if (which === "pool") make(scene, "cluster", cluster);
    const size = which === "pool" ? usersPool.vmSize : systemPool.vmSize;
    worldOf(scene.clouds).sizesThatRunOut.add(size);
    expect(() => make(scene, which, inputs)).toThrow(words);
    const id = modelOf(which).id(inputs, scene);
    expect(answer(scene, which, id)).toMatchObject({ provisioningState: "Failed" });
    worldOf(scene.clouds).sizesThatRunOut.clear();
    put(scene, which, inputs);
    expect(answer(scene, which, id)).toMatchObject({ provisioningState: "Succeeded" });
  });
});

describe("the quota of cores", () => {
  // Two nodes of two cores, and one of four.
  it("is used by all pools, the cluster's own too", () => {
    const { scene } = ready(11);
    expect(() => make(scene, "pool", { ...usersPool, agentPoolName: "more" })).toThrow(
      /Code="ErrCode_InsufficientVCPUQuota".*requested 4, remaining 3 for all families/,
    );
  });

  const more = { ...usersPool, agentPoolName: "more" };
  const spot = { ...more, scaleSetPriority: "Spot", scaleSetEvictionPolicy: "Delete", spotMaxPrice: -1 };

  it("of a family is used by its pools alone", () => {
    const { scene } = ready();
    worldOf(scene.clouds).families.set("standardDSv3Family", { cores: 11, series: "Ds_v3" });
    expect(() => make(scene, "pool", more)).toThrow(/requested 4, remaining 3 for family standardDSv3Family/);
    const other = { ...more, vmSize: "Standard_E4s_v5" };
    expect(() => make(scene, "pool", other)).not.toThrow();
  });

  it("of spot nodes is one of its own, and they use no other", () => {
    const { scene } = ready(8);
    Object.assign(worldOf(scene.clouds), { spotCores: 3 });
    expect(() => make(scene, "pool", spot)).toThrow(/remaining 3 for spot nodes/);
    Object.assign(worldOf(scene.clouds), { spotCores: 4 });
    expect(() => make(scene, "pool", spot)).not.toThrow();
  });

  it("has to have room for an upgrade's surge nodes", () => {
    const { scene } = ready(9);
    acts.minorUpgraded(scene.clouds);
    scene.clouds.edit(`${requestsOf(scene.clouds)[1]?.id ?? ""}/agentPools/system`, {
      currentOrchestratorVersion: "1.34.2",
      orchestratorVersion: "1.34",
    });
    const upgrade = {
      ...cluster,
      kubernetesVersion: "1.35",
      agentPoolProfiles: [
        { ...systemPool, orchestratorVersion: "1.35" },
        { name: "users", vmSize: usersPool.vmSize, count: 1, orchestratorVersion: "1.35.1" },
      ],
    };
    expect(() => put(scene, "cluster", upgrade)).toThrow('Code="ErrCode_InsufficientVCPUQuota"');
    worldOf(scene.clouds).cores = 10;
    expect(() => put(scene, "cluster", upgrade)).not.toThrow();
  });
});

test("a stopped cluster says so, as do its pools", () => {
  const { scene, cluster: id, users } = ready();
  acts.clustersStopped(scene.clouds);
  const stopped = { powerState: { code: "Stopped" } };
  expect(answer(scene, "cluster", id)).toMatchObject(stopped);
  expect(answer(scene, "pool", users)).toMatchObject(stopped);
});
