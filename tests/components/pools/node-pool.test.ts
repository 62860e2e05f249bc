import { plain } from "../../../sandbox/wire";
import { AksCluster } from "../../../components/cluster/aks-cluster";
import { NodePool, type NodePoolArgs, nodePools } from "../../../components/pools/node-pool";
import { aksArgs, userPool } from "../arguments";
import { record } from "../recorder";

const type = "azure-native:containerservice:AgentPool";

const pool = async (changes: Partial<NodePoolArgs["pool"]> = {}, others: Partial<NodePoolArgs> = {}) =>
  (
    await record(
      () =>
        new NodePool("x", {
          poolName: "users",
          resourceGroup: "testhub",
          clusterName: "hubcluster",
          pool: { ...userPool, ...changes },
          tags: { owner: "ada" },
          cluster: new AksCluster("cluster", aksArgs).resource,
          ...others,
        }),
    )
  ).ofType(type);

test("is made anew under its name where Azure cannot change it: the provider itself knows of the size only", async () => {
  expect((await pool()).replaceOnChanges).toEqual(["scaleSetPriority", "availabilityZones"]);
});

test("is a pool of its own, with its autoscaler's range, its zones and its tags", async () => {
  expect((await pool()).inputs).toMatchObject({
    agentPoolName: "users",
    resourceGroupName: "testhub",
    resourceName: "hubcluster",
    mode: "User",
    type: "VirtualMachineScaleSets",
    osType: "Linux",
    osSKU: "Ubuntu",
    vmSize: "Standard_D4s_v5",
    count: 1,
    enableAutoScaling: true,
    minCount: 1,
    maxCount: 5,
    availabilityZones: ["1", "2"],
    tags: { owner: "ada" },
  });
});

test("of spot nodes declares taint and label that Azure would add by itself", async () => {
  expect((await pool()).inputs).toMatchObject({
    scaleSetPriority: "Spot",
    scaleSetEvictionPolicy: "Delete",
    // No more than the price of a node that is not taken away.
    spotMaxPrice: -1,
    nodeLabels: { "hub.jupyter.org/node-purpose": "user", "kubernetes.azure.com/scalesetpriority": "spot" },
    nodeTaints: ["hub.jupyter.org_dedicated=user:NoSchedule", "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
  });
});

test("of GPUs says who installs the driver, if the settings do", async () => {
  const asked = async (changes: Partial<NodePoolArgs["pool"]>) =>
    (await pool({ gpu: true, ...changes })).inputs.gpuProfile;
  expect(await asked({ gpuDriver: "none" })).toEqual({ driver: "None" });
  expect(await asked({ gpuDriver: "azure" })).toEqual({ driver: "Install" });
  expect(await asked({})).toBeUndefined();
});

test("of a fixed size keeps it", async () => {
  const fixed = await pool({ min: 2, max: 2, spot: false });
  expect(fixed.inputs).toMatchObject({ count: 2, enableAutoScaling: false, upgradeSettings: { maxSurge: "1" } });
  expect(Object.keys(fixed.inputs).filter((key) => /spot|scaleSetPriority|minCount|maxCount/i.test(key))).toEqual([]);
});

test("has the Kubernetes version that is set", async () => {
  expect((await pool({}, { kubernetesVersion: "1.34" })).inputs).toMatchObject({ orchestratorVersion: "1.34" });
});

describe("of which the autoscaler has changed the count", () => {
  const standing = async (count: number) => {
    const asked = plain((await pool()).inputs) as object;
    const others = {
      nodeLabels: { ...userLabels, theirs: "x" },
      tags: { owner: "ada", theirs: "x" },
      maxPods: 250,
      upgradeSettings: { drainTimeoutInMinutes: 60 },
    };
    const live = { ...asked, name: "users", count, ...others };
    return () => ({ asked, live });
  };
  const userLabels = {
    "hub.jupyter.org/node-purpose": "user",
    "kubernetes.azure.com/scalesetpriority": "spot",
  };

  test("is left alone", async () => {
    expect((await pool({}, { standing: await standing(4) })).ignoreChanges).toEqual(["*"]);
  });

  test.each([
    ["keeps the count where its range changes", { max: 9 }, 4, 4],
    ["gets as many as it must have at least, not fewer", { min: 6, max: 9 }, 4, 6],
    ["gets no more than it may have", { max: 3 }, 4, 3],
  ])("%s", async (_what, changes, now, count) => {
    const edited = await pool(changes, { standing: await standing(now) });
    expect(edited.ignoreChanges).toEqual([]);
    expect(edited.inputs.count).toBe(count);
  });

  test("gets the count that is set where it has no range any more", async () => {
    const edited = await pool({ min: 2, max: 2 }, { standing: await standing(4) });
    expect(edited.inputs.count).toBe(2);
  });

  test("loses a tag of ours that is asked no more", async () => {
    const edited = await pool({}, { tags: { costCenter: "4711" }, standing: await standing(4) });
    expect(edited.inputs.tags).toEqual({ costCenter: "4711", theirs: "x" });
  });

  test("keeps labels and tags that others gave it", async () => {
    const edited = await pool({ max: 9 }, { standing: await standing(4) });
    expect(edited.inputs.nodeLabels).toEqual({ ...userLabels, theirs: "x" });
    expect(edited.inputs.tags).toEqual({ owner: "ada", theirs: "x" });
  });

  test("keeps how others have it upgraded, and asks for nothing that a pool has for life", async () => {
    const edited = await pool({ max: 9 }, { standing: await standing(4) });
    expect(edited.inputs.upgradeSettings).toEqual({ drainTimeoutInMinutes: 60 });
    expect(edited.inputs).not.toHaveProperty("maxPods");
  });
});

describe("several pools", () => {
  test.each([
    ["that are new are made side by side", undefined, false],
    ["that are there are changed one after the other", { live: {} }, true],
  ])("%s", async (_what, known, inOrder) => {
    const { named } = await record(() => {
      nodePools(
        { resourceGroup: "a", clusterName: "b", pools: { one: userPool, two: userPool } },
        { cluster: new AksCluster("cluster", aksArgs).resource, standing: () => known },
      );
    });
    expect(named("pool-two-pool").dependencies.includes(named("pool-one-pool").urn)).toBe(inOrder);
    expect(named("pool-one-pool").dependencies).not.toContain(named("pool-two-pool").urn);
    expect(named("pool-two-pool").dependencies).toContain(named("cluster-aks").urn);
  });

  test.each(["kubernetesVersion", "tags", "standing"] as const)("all get the %s", async (what) => {
    const given = { kubernetesVersion: "1.34", tags: { owner: "ada" } };
    const live = { ...(plain((await pool()).inputs) as object), nodeLabels: { theirs: "x" } };
    const { resources } = await record(() => {
      nodePools(
        { resourceGroup: "a", clusterName: "b", ...given, pools: { one: userPool, two: userPool } },
        { cluster: new AksCluster("cluster", aksArgs).resource, tags: given.tags, standing: () => ({ live }) },
      );
    });
    const seen = {
      kubernetesVersion: ["orchestratorVersion", "1.34"],
      tags: ["tags", { owner: "ada" }],
      standing: ["nodeLabels", { theirs: "x" }],
    } as const;
    const [key, value] = seen[what];
    for (const made of resources.filter((one) => one.type === type))
      expect(made.inputs).toMatchObject({ [key]: value });
    expect(resources.filter((one) => one.type === type)).toHaveLength(2);
  });
});

test("goes with the cluster, and comes after it", async () => {
  const made = await pool();
  expect(made.deletedWith).toMatch(/::cluster-aks$/);
  expect(made.dependencies.some((urn) => urn.endsWith("::cluster-aks"))).toBe(true);
});
