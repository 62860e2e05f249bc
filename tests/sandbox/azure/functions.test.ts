import { subscriptionOf, tokens } from "../../../sandbox/azure/ids";
import { acr, address, answer, call, emptyScene, make, usersPool, withCluster } from "./scene";

describe("a function that reads a resource", () => {
  const scene = emptyScene();
  const ids = {
    ...withCluster(scene),
    address: make(scene, "address", address),
    registry: make(scene, "registry", acr),
  };
  const rows = [
    [
      "containerservice:getManagedCluster",
      "cluster",
      ids.cluster,
      { resourceGroupName: "testhub", resourceName: "hubcluster" },
    ],
    ["containerservice:getAgentPool", "pool", ids.users, { ...usersPool }],
    ["network:getPublicIPAddress", "address", ids.address, { ...address }],
    ["resources:getResourceGroup", "group", ids.group, { resourceGroupName: "testhub" }],
    ["containerregistry:getRegistry", "registry", ids.registry, { ...acr }],
  ] as const;

  test.each(rows)("%s answers all that Azure knows of it", (token, name, id, args) => {
    expect(call(scene, token, args)).toEqual({ ...answer(scene, name, id), id });
  });

  // Invoke in azure-native's provider/pkg/provider/provider.go.
  test.each(rows.filter(([token]) => token !== "resources:getResourceGroup"))(
    "%s says where it is not there",
    (token, _name, id, args) => {
      expect(() => call(emptyScene(), token, args)).toThrow(
        `request failed ${id}: Status=404 Code="ResourceNotFound" Message="The Resource '`,
      );
    },
  );

  it("resources:getResourceGroup says where it is not there", () => {
    expect(() => call(emptyScene(), "resources:getResourceGroup", { resourceGroupName: "testhub" })).toThrow(
      /^request failed .*: Status=404 Code="ResourceGroupNotFound" Message="Resource group 'testhub' could not be found\."$/,
    );
  });
});

describe("the subscription", () => {
  const subscriptionId = "11111111-2222-3333-4444-555555555555";

  it("is the one that the provider is set to, in ids and in its own account of itself", () => {
    const scene = emptyScene({ provider: { subscriptionId } });
    expect(withCluster(scene).cluster).toContain(`/subscriptions/${subscriptionId}/resourceGroups/testhub/`);
    expect(call(scene, "authorization:getClientConfig", {})).toMatchObject({ subscriptionId });
  });

  it("is made up where the provider is set to none", () => {
    expect(subscriptionOf(emptyScene())).toMatch(/^[0-]+$/);
  });
});

describe("credentials", () => {
  it("of a cluster that is not there are refused", () => {
    const args = { resourceGroupName: "testhub", resourceName: "none" };
    expect(() => call(emptyScene(), "containerservice:listManagedClusterAdminCredentials", args)).toThrow(
      'Code="ResourceNotFound"',
    );
  });

  it("of a registry without an administrator are refused", () => {
    const scene = emptyScene();
    withCluster(scene);
    make(scene, "registry", { ...acr, adminUserEnabled: false });
    expect(() => call(scene, "containerregistry:listRegistryCredentials", acr)).toThrow('Code="UnAuthorized"');
    expect(scene.clouds.ofType(tokens.registry)).toHaveLength(1);
  });
});
