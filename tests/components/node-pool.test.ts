import { AksCluster } from "../../components/aks-cluster";
import { NodePool } from "../../components/node-pool";
import { aksArgs, userPool } from "./arguments";
import { record } from "./recorder";

const type = "azure-native:containerservice:AgentPool";

const pool = async (changes: Partial<ConstructorParameters<typeof NodePool>[1]["pool"]> = {}) =>
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
    nodeLabels: { "hub.jupyter.org/node-purpose": "user", "kubernetes.azure.com/scalesetpriority": "spot" },
    nodeTaints: ["hub.jupyter.org_dedicated=user:NoSchedule", "kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
  });
});

test("leaves the number of nodes to the autoscaler", async () => {
  expect((await pool()).ignoreChanges).toEqual(["count"]);
});

test("of a fixed size keeps it", async () => {
  const fixed = await pool({ min: 2, max: 2, spot: false });
  expect(fixed.ignoreChanges).toEqual([]);
  expect(fixed.inputs).toMatchObject({ count: 2, enableAutoScaling: false, upgradeSettings: { maxSurge: "1" } });
  expect(Object.keys(fixed.inputs).filter((key) => /spot|scaleSetPriority|minCount|maxCount/i.test(key))).toEqual([]);
});

test("goes with the cluster, and comes after it", async () => {
  const made = await pool();
  expect(made.deletedWith).toMatch(/::cluster-aks$/);
  expect(made.dependencies.some((urn) => urn.endsWith("::cluster-aks"))).toBe(true);
});
