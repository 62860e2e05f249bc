import * as pulumi from "@pulumi/pulumi";
import { AksCluster } from "../../../components/cluster/aks-cluster";
import { ContainerRegistry, type ContainerRegistryArgs } from "../../../components/registry/container-registry";
import { aksArgs, azureRegistry } from "../arguments";
import { azurePasswords, kubeletIdentity, registryId } from "../mocked-clouds";
import { record, settled } from "../recorder";

const registryType = "azure-native:containerregistry:Registry";
const assignmentType = "azure-native:authorization:RoleAssignment";
const groupType = "azure-native:resources:ResourceGroup";

/** An Azure registry that the stack makes, beside its cluster. */
const recorded = (edits: Partial<Extract<ContainerRegistryArgs["registry"], { type: "azure" }>> = {}) =>
  record(() => {
    const aks = new AksCluster("cluster", aksArgs);
    const registry = { ...azureRegistry, ...edits };
    return new ContainerRegistry("x", { registry, cluster: aks, aks, namespace: "binder" });
  });

describe("the registry", () => {
  test("is a Basic one with an admin user, by plain names", async () => {
    const { ofType } = await recorded();
    expect(ofType(registryType)).toMatchObject({
      name: "x-acr",
      inputs: {
        registryName: "mygroupbinder",
        resourceGroupName: "testhub",
        location: "westeurope",
        sku: { name: "Basic" },
        adminUserEnabled: true,
      },
    });
    expect(Object.values(ofType(registryType).inputDependencies).flat()).toEqual([]);
  });

  test("has the service tier asked for", async () => {
    const { ofType } = await recorded({ sku: "Premium" });
    expect(ofType(registryType).inputs.sku).toEqual({ name: "Premium" });
  });

  test("comes after its resource group and goes with it", async () => {
    const { ofType } = await recorded();
    expect(ofType(registryType).dependencies).toEqual([ofType(groupType).urn]);
    expect(ofType(registryType).deletedWith).toBe(ofType(groupType).urn);
  });

  test("is not held up by the cluster", async () => {
    const { ofType } = await recorded();
    expect(ofType(registryType).dependencies).not.toContain(ofType("azure-native:containerservice:ManagedCluster").urn);
  });
});

describe("a registry that is there", () => {
  const live = {
    policies: { retentionPolicy: { days: 30, status: "enabled", lastUpdatedTime: "2026" } },
    networkRuleSet: { defaultAction: "Deny" },
    publicNetworkAccess: "Disabled",
    anonymousPullEnabled: false,
  };
  const edited = async (sku: "Basic" | "Premium", changes: object = {}) => {
    const { ofType } = await record(() => {
      const aks = new AksCluster("cluster", aksArgs);
      const registry = { ...azureRegistry, sku };
      const place = { cluster: aks, aks, namespace: "binder" };
      return new ContainerRegistry("x", { registry, ...place, standing: () => ({ live: { ...live, ...changes } }) });
    });
    return ofType(registryType).inputs;
  };

  test("keeps what others wrote, without what Azure only tells", async () => {
    expect(await edited("Premium")).toMatchObject({
      ...live,
      policies: { retentionPolicy: { days: 30, status: "enabled" } },
    });
    expect(JSON.stringify(await edited("Premium"))).not.toContain("lastUpdatedTime");
  });

  test("is asked for no rules of the dearest tier on another one", async () => {
    const open = { networkRuleSet: { defaultAction: "Allow" }, dataEndpointEnabled: false };
    expect(await edited("Premium", open)).toMatchObject(open);
    expect(Object.keys(await edited("Basic", open))).not.toContain("networkRuleSet");
    expect(Object.keys(await edited("Basic", open))).not.toContain("dataEndpointEnabled");
  });

  test("is never opened to those whom others kept out", async () => {
    expect(await edited("Basic")).toMatchObject({ networkRuleSet: { defaultAction: "Deny" } });
  });
});

describe("the way in", () => {
  test("is the admin user's first password, as a secret", async () => {
    const { result } = await recorded();
    expect(await settled(pulumi.output(result.access?.password))).toEqual({ value: azurePasswords[0], secret: true });
  });

  test("is asked for by plain names, once the registry is there", async () => {
    const { calls } = await recorded();
    const call = calls.find(({ token }) => token.endsWith(":listRegistryCredentials"));
    expect(call?.inputs).toEqual({ registryName: "mygroupbinder", resourceGroupName: "testhub" });
    expect(call?.after).toContain("x-acr");
  });

  test("has the project level in the images' names that BinderHub needs", async () => {
    const { result } = await recorded();
    expect({ ...result.access, password: undefined }).toMatchObject({
      imagePrefix: "mygroupbinder.azurecr.io/binder/binder-dev-",
      url: "https://mygroupbinder.azurecr.io",
      username: "mygroupbinder",
    });
  });
});

describe("users' pods pull", () => {
  test("with a pull secret, where nobody may assign roles", async () => {
    const { result, resources } = await recorded();
    expect(result.access?.pullSecret).toBe(true);
    expect(resources.filter(({ type }) => type === assignmentType)).toEqual([]);
  });

  test("by the role AcrPull of the cluster's own identity, on this registry only, where somebody may", async () => {
    const { result, ofType } = await recorded({ pull: "role" });
    expect(result.access?.pullSecret).toBe(false);
    expect(ofType(assignmentType).inputs).toEqual({
      roleAssignmentName: "uuid-of-x-pull-id",
      scope: `${registryId}/mygroupbinder`,
      principalId: kubeletIdentity,
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/of-the-test/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
    });
  });

  test("by a role that a new identity of the cluster gets too, and that goes with the registry", async () => {
    const { ofType } = await recorded({ pull: "role" });
    expect(ofType(assignmentType).ignoreChanges).toEqual([]);
    expect(ofType(assignmentType).deletedWith).toBe(ofType(registryType).urn);
  });
});
