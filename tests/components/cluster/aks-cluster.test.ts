import { AksCluster, type AksClusterArgs } from "../../../components/cluster/aks-cluster";
import { at } from "../../../settings/untyped";
import { plain, secret } from "../../../sandbox/wire";
import { aksArgs } from "../arguments";
import { kubeconfig, kubeletIdentity } from "../mocked-clouds";
import { input, record, settled } from "../recorder";

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
      autoUpgradeProfile: { upgradeChannel: "stable", nodeOSUpgradeChannel: "NodeImage" },
    });
  });

  test.each([
    ["Free", "KubernetesOfficial"],
    ["Standard", "KubernetesOfficial"],
    ["Premium", "AKSLongTermSupport"],
  ] as const)("of the tier %s has the support plan %s", async (tier, plan) => {
    const { ofType } = await recorded({ tier });
    expect(input(ofType(clusterType), "supportPlan")).toBe(plan);
  });

  test("has one inline pool: the system pool, of fixed count", async () => {
    const { ofType } = await recorded({ nodeCount: 2, vmSize: "Standard_D4s_v5" });
    const pools = input(ofType(clusterType), "agentPoolProfiles");
    expect(pools).toHaveLength(1);
    expect(pools).toMatchObject([
      {
        name: "system",
        mode: "System",
        type: "VirtualMachineScaleSets",
        osType: "Linux",
        osSKU: "Ubuntu",
        vmSize: "Standard_D4s_v5",
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

  test("leaves an unset Kubernetes version to Azure, of control plane and nodes", async () => {
    const { ofType } = await recorded();
    expect(JSON.stringify(ofType(clusterType).inputs)).not.toMatch(/kubernetesVersion|orchestratorVersion/);
  });

  test("takes a Kubernetes version that is set, for the nodes of the system pool too", async () => {
    const { ofType } = await recorded({ kubernetesVersion: "1.34" });
    expect(input(ofType(clusterType), "kubernetesVersion")).toBe("1.34");
    expect(input(ofType(clusterType), "agentPoolProfiles", 0, "orchestratorVersion")).toBe("1.34");
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

describe("with Entra ID", () => {
  const group = "11111111-2222-3333-4444-555555555555";
  const logsIn = (access: Partial<NonNullable<AksClusterArgs["entraAccess"]>> = {}) =>
    recorded({ entraAccess: { adminGroups: [group], azureRbac: false, ...access } });

  test("the cluster has no local accounts, and these administrators", async () => {
    const { ofType } = await logsIn();
    expect(ofType(clusterType).inputs).toMatchObject({
      aadProfile: { managed: true, enableAzureRBAC: false, adminGroupObjectIDs: [group] },
      disableLocalAccounts: true,
    });
  });

  // AKS answers nothing for an empty list, which would never be the list that is asked for.
  test("the cluster is asked for no list of groups, where roles alone decide", async () => {
    const { ofType } = await logsIn({ adminGroups: [], azureRbac: true });
    expect(input(ofType(clusterType), "aadProfile")).toEqual({ managed: true, enableAzureRBAC: true });
  });

  test("a person's kubeconfig is asked for, and no administrator's", async () => {
    const { calls } = await logsIn();
    expect(calls.map(({ token, inputs }) => [token, inputs])).toEqual([
      [
        "azure-native:containerservice:listManagedClusterUserCredentials",
        { resourceGroupName: "testhub", resourceName: "hubcluster", format: "exec" },
      ],
    ]);
    expect(calls[0]?.after).toContain("x-aks");
  });

  test("the provider logs in with kubelogin", async () => {
    const { result, ofType } = await logsIn();
    const { value, secret: isSecret } = await settled(result.kubeconfig);
    expect(isSecret).toBe(true);
    expect(value).toMatch(/"command":"kubelogin","args":\["get-token","--login","azurecli"/);
    expect(ofType(providerType).inputs).toMatchObject({ kubeconfig: secret(value) });
  });
});

test("without Entra ID, nothing is said of local accounts", async () => {
  const { ofType } = await recorded();
  expect(JSON.stringify(ofType(clusterType).inputs)).not.toMatch(/aadProfile|disableLocalAccounts/);
});

describe("a cluster that is there", () => {
  /** What Azure has: the system pool asked for with what Azure and others added, and a pool beside it. */
  const live = async (changes: object = {}) => {
    const { outputs } = await recorded({ tags: { owner: "ada" } });
    const { agentPoolProfiles, ...asked } = at(outputs.at(-1)?.outputs, "asked", "x-aks") as {
      agentPoolProfiles: [object];
    };
    const system = {
      ...agentPoolProfiles[0],
      maxPods: 250,
      currentOrchestratorVersion: "1.34.2",
      nodeTaints: ["theirs"],
    };
    const users = {
      name: "users",
      count: 7,
      minCount: 1,
      maxCount: 9,
      nodeImageVersion: "x",
      provisioningState: "Succeeded",
    };
    const identityProfile = { kubeletidentity: { objectId: "live-identity" } };
    return {
      asked: { ...asked, agentPoolProfiles },
      live: {
        ...asked,
        tags: { owner: "ada", policy: "x" },
        agentPoolProfiles: [system, users],
        identityProfile,
        ...changes,
      },
    };
  };
  const registered = async (args: Partial<AksClusterArgs>, changes?: object) => {
    const standing = await live(changes);
    const all = { tags: { owner: "ada" }, ...args };
    return recorded({ ...all, standing: (name) => (name === "x-aks" ? standing : undefined) });
  };

  test("is left alone where it has what is asked", async () => {
    expect((await registered({})).ofType(clusterType).ignoreChanges).toEqual(["*"]);
  });

  test("is asked for with every pool that it has, each as it is at the moment", async () => {
    const { ofType } = await registered({ nodeCount: 5 });
    expect(ofType(clusterType).ignoreChanges).toEqual([]);
    expect(input(ofType(clusterType), "agentPoolProfiles")).toMatchObject([
      { name: "system", count: 5, nodeTaints: ["theirs"] },
      { name: "users", count: 7, minCount: 1, maxCount: 9 },
    ]);
  });

  test("is asked for nothing that Azure only tells", async () => {
    const { ofType } = await registered({ nodeCount: 5 });
    expect(JSON.stringify(input(ofType(clusterType), "agentPoolProfiles"))).not.toMatch(
      /currentOrchestratorVersion|nodeImageVersion|provisioningState/,
    );
  });

  test("keeps tags that are not ours, and loses those that we no longer ask for", async () => {
    const { ofType } = await registered({ tags: { costCenter: "4711" } });
    expect(input(ofType(clusterType), "tags")).toEqual({ costCenter: "4711", policy: "x" });
  });

  test.each(["addonProfiles", "azureMonitorProfile", "securityProfile"])("keeps %s, which others set", async (name) => {
    const { ofType } = await registered({ nodeCount: 5 }, { [name]: { defender: { enabled: true } } });
    expect(input(ofType(clusterType), name)).toEqual({ defender: { enabled: true } });
  });

  test("keeps what others said of the API server, beside the ranges that are ours", async () => {
    const changes = { apiServerAccessProfile: { authorizedIPRanges: ["a", "b"], disableRunCommand: true } };
    const { ofType } = await registered({ apiServerRanges: ["a"] }, changes);
    expect(input(ofType(clusterType), "apiServerAccessProfile")).toEqual({
      authorizedIPRanges: ["a"],
      disableRunCommand: true,
    });
  });

  // https://github.com/Azure/azure-policy/blob/master/built-in-policies/policyDefinitions/Kubernetes/AKS_AAD_AdminGroup_DINE.json
  test("keeps the groups of administrators that a policy added, and what Azure says of the tenant", async () => {
    const entraAccess = { adminGroups: ["ours"], azureRbac: false };
    const aadProfile = { managed: true, enableAzureRBAC: false, adminGroupObjectIDs: ["theirs"], tenantID: "t" };
    const { ofType } = await registered({ entraAccess }, { aadProfile });
    expect(input(ofType(clusterType), "aadProfile")).toEqual({
      ...aadProfile,
      adminGroupObjectIDs: ["ours", "theirs"],
    });
  });

  test("keeps the ranges that others gave it, where ours are none", async () => {
    const profile = { authorizedIPRanges: ["theirs"] };
    const { ofType } = await registered({ nodeCount: 5 }, { apiServerAccessProfile: profile });
    expect(input(ofType(clusterType), "apiServerAccessProfile")).toEqual(profile);
  });

  test("keeps what others said of its way out, and asks for nothing of its network that would make a new cluster", async () => {
    const loadBalancerProfile = { managedOutboundIPs: { count: 2 }, effectiveOutboundIPs: [{ id: "x" }] };
    const networkProfile = { networkPlugin: "azure", podCidr: "10.9.0.0/16", loadBalancerProfile };
    const { ofType } = await registered({ nodeCount: 5 }, { networkProfile });
    const network = input(ofType(clusterType), "networkProfile");
    expect(network).toMatchObject({
      networkPolicy: "cilium",
      loadBalancerProfile: { managedOutboundIPs: { count: 2 } },
    });
    expect(JSON.stringify(network)).not.toMatch(/10\.9\.|effectiveOutboundIPs/);
  });

  // https://github.com/Azure/azure-cli/issues/22807
  test.each([
    ["that it has, where none is set", undefined, "1.34.2"],
    ["that is set", "1.35", "1.35"],
  ])(
    "names the system pool's version %s, as it names those of the others",
    async (_what, kubernetesVersion, version) => {
      const { ofType } = await registered(
        { nodeCount: 5, kubernetesVersion },
        {
          agentPoolProfiles: [
            { name: "system", orchestratorVersion: "1.34.2" },
            { name: "users", orchestratorVersion: "1.34.1" },
          ],
        },
      );
      expect(input(ofType(clusterType), "agentPoolProfiles")).toMatchObject([
        { orchestratorVersion: version },
        { orchestratorVersion: "1.34.1" },
      ]);
    },
  );

  test("has an identity that is known before anything is done", async () => {
    const { result } = await registered({ nodeCount: 5 });
    expect((await settled(result.kubeletIdentity)).value).toBe("live-identity");
  });

  test("says what was asked, for the next run, by the names of the resources", async () => {
    const { outputs, ofType } = await recorded({ tags: { owner: "ada" } });
    const asked = at(outputs.at(-1)?.outputs, "asked");
    expect(at(asked, "x-group")).toEqual(plain(ofType(groupType).inputs));
    // Beside it the SDK puts in what Azure would take by default.
    expect(plain(ofType(clusterType).inputs)).toMatchObject(at(asked, "x-aks") as object);
    expect(asked).toHaveProperty(["x-aks", "agentPoolProfiles"]);
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
