import { AksCluster, type AksClusterArgs } from "../../components/aks-cluster";
import { secret } from "../../sandbox/wire";
import { aksArgs } from "./arguments";
import { kubeconfig, kubeletIdentity } from "./mocked-clouds";
import { input, record, settled } from "./recorder";

const clusterType = "azure-native:containerservice:ManagedCluster";
const groupType = "azure-native:resources:ResourceGroup";
const providerType = "pulumi:providers:kubernetes";

const recorded = (args: Partial<AksClusterArgs> = {}) => record(() => new AksCluster("x", { ...aksArgs, ...args }));

test("makes the resource group under its plain name", async () => {
  const { ofType } = await recorded();
  expect(ofType(groupType).inputs).toEqual({ resourceGroupName: "testhub", location: "westeurope" });
});

describe("the managed cluster", () => {
  test("is exactly the workshop's, of today", async () => {
    const { ofType } = await recorded();
    expect(ofType(clusterType).inputs).toMatchObject({
      resourceName: "hubcluster",
      resourceGroupName: "testhub",
      nodeResourceGroup: "nodes",
      location: "westeurope",
      dnsPrefix: "hub",
      sku: { name: "Base", tier: "Free" },
      identity: { type: "SystemAssigned" },
      enableRBAC: true,
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataplane: "cilium",
        networkPolicy: "cilium",
        loadBalancerSku: "standard",
        outboundType: "loadBalancer",
      },
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
    });
  });

  test("has one inline pool: the system pool, of fixed count", async () => {
    const { ofType } = await recorded({ nodeCount: 2, vmSize: "Standard_D4s_v3" });
    const pools = input(ofType(clusterType), "agentPoolProfiles");
    expect(pools).toHaveLength(1);
    expect(pools).toMatchObject([
      {
        name: "system",
        mode: "System",
        type: "VirtualMachineScaleSets",
        osType: "Linux",
        osSKU: "Ubuntu",
        vmSize: "Standard_D4s_v3",
        count: 2,
        upgradeSettings: { maxSurge: "1" },
      },
    ]);
    expect(JSON.stringify(pools)).not.toMatch(/enableAutoScaling|minCount|maxCount/);
  });

  test.each(["linuxProfile", "servicePrincipalProfile", "windowsProfile"])("has no %s", async (profile) => {
    const { ofType } = await recorded();
    expect(ofType(clusterType).inputs).not.toHaveProperty(profile);
  });

  test("depends on its group by order, not by an output", async () => {
    const { ofType } = await recorded();
    expect(ofType(clusterType).dependencies).toEqual([ofType(groupType).urn]);
    expect(Object.values(ofType(clusterType).inputDependencies).flat()).toEqual([]);
  });

  test("leaves an unset Kubernetes version to Azure, and what Azure makes of it", async () => {
    const { ofType } = await recorded();
    expect(ofType(clusterType).inputs).not.toHaveProperty("kubernetesVersion");
    expect(ofType(clusterType).ignoreChanges).toContain("kubernetesVersion");
  });

  test("takes a Kubernetes version that is set, and changes of it", async () => {
    const { ofType } = await recorded({ kubernetesVersion: "1.34" });
    expect(input(ofType(clusterType), "kubernetesVersion")).toBe("1.34");
    expect(ofType(clusterType).ignoreChanges).toEqual([]);
  });

  test.each([
    ["cilium", "cilium"],
    ["calico", "azure"],
    ["none", "azure"],
  ] as const)("with policies by %s has the data plane %s", async (networkPolicy, networkDataplane) => {
    const { ofType } = await recorded({ networkPolicy });
    expect(input(ofType(clusterType), "networkProfile")).toMatchObject({ networkPolicy, networkDataplane });
  });
});

describe("the kubeconfig", () => {
  test("is the administrator's, decoded, and secret", async () => {
    const { result } = await recorded();
    expect(await settled(result.kubeconfig)).toEqual({ value: kubeconfig, secret: true });
  });

  test("is asked for by plain names, once the cluster is there", async () => {
    const { calls } = await recorded();
    expect(calls.map(({ token, inputs }) => [token, inputs])).toEqual([
      [
        "azure-native:containerservice:listManagedClusterAdminCredentials",
        { resourceGroupName: "testhub", resourceName: "hubcluster" },
      ],
    ]);
    expect(calls[0]?.after).toContain("x-aks");
  });
});

test("gives the identity with which nodes pull images", async () => {
  const { result } = await recorded();
  expect((await settled(result.kubeletIdentity)).value).toBe(kubeletIdentity);
});

describe("the Kubernetes provider", () => {
  test("has the kubeconfig as a secret and the cluster's id as identifier", async () => {
    const { ofType } = await recorded();
    expect(ofType(providerType).inputs).toMatchObject({
      kubeconfig: secret(kubeconfig),
      clusterIdentifier: "x-aks-id",
    });
  });

  test("goes with the cluster", async () => {
    const { ofType } = await recorded();
    expect(ofType(providerType).deletedWith).toBe(ofType(clusterType).urn);
  });

  test("is the one that the component gives away", async () => {
    const { result, ofType } = await recorded();
    expect((await settled(result.provider.urn)).value).toBe(ofType(providerType).urn);
  });
});
