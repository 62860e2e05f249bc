import { applyDiff, asInputs, driftedInputs } from "../../../sandbox/azure/drift";
import { objectDiff } from "../../../sandbox/azure/object-diff";
import { type Properties } from "../../../sandbox/model";
import * as acts from "../../../sandbox/azure/acts";
import { acr, address, answer, cluster, emptyScene, make, modelOf, systemPool, usersPool, withCluster } from "./scene";

// The case of azure-native's own test, provider/pkg/provider/diff_test.go TestApplyDiff.
describe("a difference of outputs", () => {
  const inputs = {
    ...{ p1: "old", p2: "goes", p4: { a: "older", c: "goes" } },
    p5: [{ a: "stays", b: { a: "oldest", b: "stays" } }],
  };
  const old = {
    ...{ p1: "old", p2: "goes", p4: { a: "older", b: "same", c: "goes" } },
    p5: [{ a: "stays", b: { a: "oldest", b: "stays", c: "stays" }, c: "stays" }],
  };
  const fresh = {
    ...{ p1: "new", p3: "came", p4: { a: "newer", b: "same", d: "came" } },
    p5: [
      { a: "stays", b: { a: "newest", b: "stays", c: "stays" }, c: "stays" },
      { a: "new", b: { a: "new" } },
    ],
  };

  it("is applied to the inputs, below objects and lists, and takes along nothing that did not change", () => {
    expect(applyDiff(inputs, objectDiff(old, fresh))).toEqual({
      ...{ p1: "new", p3: "came", p4: { a: "newer", d: "came" } },
      p5: [
        { a: "stays", b: { a: "newest", b: "stays" } },
        { a: "new", b: { a: "new" } },
      ],
    });
  });

  it("changes nothing where there is none", () => expect(applyDiff(inputs, undefined)).toBe(inputs));
});

/** Inputs that a read finds, after something happened to what was just made. */
function read(
  name: Parameters<typeof modelOf>[0],
  inputs: Properties,
  happens: (scene: ReturnType<typeof emptyScene>) => void,
) {
  const scene = emptyScene();
  withCluster(scene);
  const model = modelOf(name);
  const id = model.id(inputs, scene);
  if (scene.clouds.get(id) === undefined) make(scene, name, inputs);
  const outputs = answer(scene, name, id);
  happens(scene);
  return driftedInputs(model.schema, id, { inputs, outputs, now: answer(scene, name, id) });
}

describe("a read", () => {
  test.each<[Parameters<typeof modelOf>[0], Properties]>([
    ["cluster", cluster],
    ["pool", usersPool],
    ["address", address],
    ["registry", acr],
  ])("finds the inputs of a %s as they were, where nothing happened: Azure's defaults are none", (name, inputs) => {
    expect(read(name, inputs, () => undefined)).toEqual(inputs);
  });

  it("finds the autoscaler's count among a pool's inputs", () => {
    const found = read("pool", usersPool, ({ clouds }) => acts.autoscalerMoved(clouds, "users", 4));
    expect(found).toEqual({ ...usersPool, count: 4 });
  });

  it("finds a pool that was made later in the cluster's list, whole and where its name sorts it", () => {
    const scene = emptyScene();
    make(scene, "group", { resourceGroupName: "testhub", location: "westeurope" });
    const id = make(scene, "cluster", cluster);
    const outputs = answer(scene, "cluster", id);
    make(scene, "pool", { ...usersPool, agentPoolName: "builds" });
    const found = driftedInputs(modelOf("cluster").schema, id, {
      inputs: cluster,
      outputs,
      now: answer(scene, "cluster", id),
    });
    const pools = found.agentPoolProfiles as Properties[];
    expect(pools.map(({ name }) => name)).toEqual(["builds", "system"]);
    // Lists are compared by position: the first one is the system pool's inputs, made into the other pool's.
    expect(pools[0]).toMatchObject({ maxCount: 9, vmSize: "Standard_D4s_v3" });
    expect(pools[0]).not.toHaveProperty("nodeLabels");
    expect(pools[1]).toMatchObject({
      osDiskSizeGB: 128,
      osDiskType: "Managed",
      maxPods: 250,
      orchestratorVersion: "1.34",
    });
  });

  it("finds none of what Azure alone tells of a pool", () => {
    const found = read("cluster", cluster, ({ clouds }) => acts.nodeImageUpgraded(clouds));
    expect(found).toEqual(cluster);
  });

  it("finds the patch in place of the minor that was asked for, after Azure upgraded", () => {
    const found = read("cluster", cluster, ({ clouds }) => acts.patchVersionMoved(clouds));
    expect(found.kubernetesVersion).toBe("1.34.3");
    expect((found.agentPoolProfiles as Properties[])[0]).toEqual({ ...systemPool, orchestratorVersion: "1.34.3" });
  });

  it("takes in pools that the inputs never had, as soon as anything in the list has changed", () => {
    const found = read("cluster", cluster, ({ clouds }) => acts.personResized(clouds, "system", 3));
    const pools = found.agentPoolProfiles as Properties[];
    expect(pools.map(({ name, count }) => [name, count])).toEqual([
      ["system", 3],
      ["users", 1],
    ]);
    expect(pools[1]).toHaveProperty("osDiskSizeGB", 128);
  });

  it("finds a policy's tag among the tags", () => {
    const found = read("address", address, ({ clouds }) => acts.policyAddedTag(clouds, "costcentre", "42"));
    expect(found.tags).toEqual({ environment: "production", costcentre: "42" });
  });

  it("of something that is only known by its id finds what stands there and what Azure answers", () => {
    const scene = emptyScene();
    withCluster(scene);
    const id = make(scene, "address", address);
    const found = driftedInputs(modelOf("address").schema, id, {
      inputs: undefined,
      outputs: {},
      now: answer(scene, "address", id),
    });
    expect(found).toMatchObject(address);
    expect(found).toMatchObject({ idleTimeoutInMinutes: 4 });
    expect(Object.keys(found)).not.toContain("ipTags");
    expect(Object.keys(found)).not.toContain("provisioningState");
  });
});

describe("what could be given as an input", () => {
  it("is what the body of a request has, without what is only told", () => {
    const schema = { body: ["a", "list", "map"], readOnly: ["list[].told", "a.told"] };
    const outputs = { name: "x", a: { told: 1, given: 2 }, list: [{ told: 1, given: 2 }], map: { told: 1 } };
    expect(asInputs(schema, outputs)).toEqual({ a: { given: 2 }, list: [{ given: 2 }], map: { told: 1 } });
  });
});
