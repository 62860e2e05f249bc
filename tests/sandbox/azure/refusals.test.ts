import { type Properties } from "../../../sandbox/model";
import * as acts from "../../../sandbox/azure/acts";
import { acr, address, answer, cluster, emptyScene, group, make, modelOf, put, withCluster } from "./scene";
import { worldOf } from "../../../sandbox/azure/world";

function ready() {
  const scene = emptyScene();
  return { scene, ...withCluster(scene) };
}

/** A Service in the cluster that claims an address, as the simulated Kubernetes notes it. */
function claim({ clouds }: ReturnType<typeof emptyScene>, clusterId: string, ip: string): string {
  const release = `${clusterId}/namespaces/binderhub/releases/binderhub`;
  clouds.put(release, { type: "kubernetes:helm.sh/v3:Release", properties: { claims: { [ip]: true } } });
  return release;
}

describe("creating", () => {
  it("fails where the id is there, in azure-native's words", () => {
    const { scene } = ready();
    expect(() => make(scene, "group", group)).toThrow(
      /^cannot create already existing resource '\/subscriptions\/[^/]+\/resourceGroups\/testhub'$/,
    );
  });

  it("needs the resource group", () => {
    expect(() => make(emptyScene(), "cluster", cluster)).toThrow(
      `Status=404 Code="ResourceGroupNotFound" Message="Resource group 'testhub' could not be found."`,
    );
  });

  it("of a cluster needs a node resource group that is not there", () => {
    const { scene } = ready();
    expect(() => make(scene, "cluster", { ...cluster, resourceName: "other" })).toThrow("hubcluster-nodes");
  });
});

describe("deleting", () => {
  it("what is gone already is no error", () => {
    expect(() => modelOf("address").remove?.(emptyScene(), "/subscriptions/a/resourceGroups/b/c")).not.toThrow();
  });

  it("a resource group takes all that is in it, and its clusters' node resource groups with what is in those", () => {
    const { scene, group: id } = ready();
    make(scene, "address", address);
    make(scene, "registry", acr);
    modelOf("group").remove?.(scene, id);
    expect(scene.clouds.all()).toEqual([]);
  });

  it("an address that a Service has is refused", () => {
    const { scene, cluster: id } = ready();
    const ip = make(scene, "address", address);
    claim(scene, id, ip);
    expect(() => modelOf("address").remove?.(scene, ip)).toThrow(
      /^Status=400 Code="PublicIPAddressCannotBeDeleted" Message="Public IP address .* can not be deleted since it is still allocated to resource /,
    );
  });
});

describe("a name that others have is refused:", () => {
  it("a DNS label in the region", () => {
    const { scene } = ready();
    worldOf(scene.clouds).dnsLabels.add("workshop");
    expect(() => make(scene, "address", { ...address, dnsSettings: { domainNameLabel: "workshop" } })).toThrow(
      'Status=400 Code="DnsRecordInUse" Message="DNS record workshop.westeurope.cloudapp.azure.com is already used by another public IP."',
    );
  });

  it("a DNS label of another address of ours", () => {
    const { scene } = ready();
    const labelled = { ...address, dnsSettings: { domainNameLabel: "workshop" } };
    make(scene, "address", labelled);
    expect(() => make(scene, "address", { ...labelled, publicIpAddressName: "other" })).toThrow(
      'Code="DnsRecordInUse"',
    );
  });

  it("a registry in the world, in any case", () => {
    const { scene } = ready();
    worldOf(scene.clouds).registryNames.add("hubimages");
    expect(() => make(scene, "registry", { ...acr, registryName: "HubImages" })).toThrow(
      /^Status=409 Code="AlreadyInUse" Message="The registry DNS name hubimages\.azurecr\.io is already in use\./,
    );
  });

  it("a vault that was deleted, until it is recovered", () => {
    const { scene } = ready();
    const vault = { vaultName: "hubvault", resourceGroupName: "testhub", location: "westeurope", properties: {} };
    modelOf("vault").remove?.(scene, make(scene, "vault", vault));
    expect(() => make(scene, "vault", vault)).toThrow(
      /^Status=409 Code="ConflictError" Message="A vault with the same name already exists in deleted state\./,
    );
    expect(() => make(scene, "vault", { ...vault, properties: { createMode: "recover" } })).not.toThrow();
  });
});

describe("a role", () => {
  const assignment = (scope: string, more: Properties = {}): Properties => ({
    ...{
      scope,
      roleAssignmentName: "one",
      principalId: "who",
      principalType: "ServicePrincipal",
      roleDefinitionId: "pull",
    },
    ...more,
  });

  it("is not given twice, under another name", () => {
    const { scene } = ready();
    const scope = make(scene, "registry", acr);
    make(scene, "assignment", assignment(scope));
    expect(() => make(scene, "assignment", assignment(scope, { roleAssignmentName: "other" }))).toThrow(
      'Status=409 Code="RoleAssignmentExists" Message="The role assignment already exists."',
    );
  });

  it("is not given to somebody of whom it is not said what they are, as they may be too new", () => {
    const { scene } = ready();
    const scope = make(scene, "registry", acr);
    expect(() => make(scene, "assignment", assignment(scope, { principalType: undefined }))).toThrow(
      /^Status=400 Code="PrincipalNotFound" Message="Principal who does not exist in the directory /,
    );
  });

  it("is given on a whole subscription, too", () => {
    const { scene } = ready();
    expect(() => make(scene, "assignment", assignment("/subscriptions/some"))).not.toThrow();
    expect(() => make(scene, "assignment", assignment("/subscriptions/some/resourceGroups/none"))).toThrow("404");
  });

  it("is not made another one", () => {
    const { scene } = ready();
    const scope = make(scene, "registry", acr);
    make(scene, "assignment", assignment(scope));
    expect(() => put(scene, "assignment", assignment(scope, { roleDefinitionId: "push" }))).toThrow(
      'Code="RoleAssignmentUpdateNotPermitted"',
    );
  });

  it("stays when the one who has it is gone", () => {
    const { scene, cluster: id } = ready();
    const scope = make(scene, "registry", acr);
    const role = make(scene, "assignment", assignment(scope));
    modelOf("cluster").remove?.(scene, id);
    expect(scene.clouds.get(role)).toBeDefined();
  });
});

describe("a cluster that is made anew", () => {
  it("has other identities than the one before", () => {
    const { scene, cluster: id } = ready();
    const who = () => answer(scene, "cluster", id).identityProfile;
    const before = who();
    modelOf("cluster").remove?.(scene, id);
    make(scene, "cluster", cluster);
    expect(who()).not.toEqual(before);
  });

  it("keeps them for life", () => {
    const { scene, cluster: id } = ready();
    const before = answer(scene, "cluster", id);
    put(scene, "cluster", { ...cluster, tags: {} });
    const { identity, identityProfile, fqdn } = answer(scene, "cluster", id);
    expect({ identity, identityProfile, fqdn }).toEqual({
      ...{ identity: before.identity, identityProfile: before.identityProfile, fqdn: before.fqdn },
    });
  });
});

// pkg/provider/azure_loadbalancer.go serviceOwnsPublicIP of kubernetes-sigs/cloud-provider-azure.
describe("an address that a Service claims", () => {
  const tagsOf = (tags: Properties) => {
    const { scene, cluster: id } = ready();
    const ip = make(scene, "address", { ...address, tags });
    claim(scene, id, ip);
    return answer(scene, "address", ip).tags;
  };

  it("is left as it is", () => expect(tagsOf({ environment: "production" })).toEqual({ environment: "production" }));

  test.each(["service", "kubernetes-cluster-name"])(
    "is taken by the cloud provider for its own where it has a tag %s",
    (tag) => {
      expect(tagsOf({ [tag]: "mine" })).toEqual({
        ...{ [tag]: "mine", "k8s-azure-cluster-name": "kubernetes" },
        "k8s-azure-service": "binderhub/binderhub",
      });
    },
  );
});

describe("a policy that adds a tag", () => {
  it("adds it to what is there, and to all that is made or changed afterwards", () => {
    const { scene, cluster: id } = ready();
    acts.policyAddedTag(scene.clouds, "costcentre", "42");
    expect(answer(scene, "cluster", id).tags).toEqual({ environment: "production", costcentre: "42" });
    put(scene, "cluster", cluster);
    expect(answer(scene, "cluster", id).tags).toEqual({ environment: "production", costcentre: "42" });
    expect(answer(scene, "address", make(scene, "address", address)).tags).toHaveProperty("costcentre", "42");
  });
});

describe("people", () => {
  it("delete, tag and resize", () => {
    const { scene, cluster: id, users } = ready();
    acts.personResized(scene.clouds, "system", 5);
    acts.personTagged(scene.clouds, "hubcluster", "owner", "somebody");
    expect(answer(scene, "cluster", id)).toMatchObject({
      tags: { owner: "somebody" },
      agentPoolProfiles: [{ count: 5 }, {}],
    });
    acts.personDeleted(scene.clouds, users);
    expect(answer(scene, "cluster", id).agentPoolProfiles).toHaveLength(1);
    acts.personDeleted(scene.clouds, "azure-native:containerservice:ManagedCluster");
    expect(scene.clouds.all()).toHaveLength(1);
  });
});
