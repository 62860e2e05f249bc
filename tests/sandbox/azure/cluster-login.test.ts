import { worldOf } from "../../../sandbox/azure/world";
import { at } from "../../../settings/untyped";
import { call, cluster, emptyScene, group, make, put, withCluster } from "./scene";

const entra = { aadProfile: { managed: true, enableAzureRBAC: false }, disableLocalAccounts: true };
const named = { resourceGroupName: "testhub", resourceName: "hubcluster" };

/** Who the kubeconfig logs in as. */
const userIn = (scene: ReturnType<typeof emptyScene>, whose: "Admin" | "User"): unknown => {
  const { kubeconfigs } = call(scene, `containerservice:listManagedCluster${whose}Credentials`, named);
  const text = Buffer.from(String(at(kubeconfigs, 0, "value")), "base64").toString();
  return at(JSON.parse(text), "users", 0, "user");
};

function withEntra() {
  const scene = emptyScene();
  make(scene, "group", group);
  make(scene, "cluster", { ...cluster, ...entra });
  return scene;
}

describe("a cluster without local accounts", () => {
  // hashicorp/terraform-provider-azurerm pull 15489
  it("gives no administrator's kubeconfig", () => {
    expect(() => userIn(withEntra(), "Admin")).toThrow(
      /^request failed .*\/listClusterAdminCredential: Status=400 Code="BadRequest" Message="Getting static credential is not allowed because this cluster is set to disable local accounts\."$/,
    );
  });

  it("gives a person's kubeconfig without a credential, that runs kubelogin", () => {
    expect(userIn(withEntra(), "User")).toEqual({ exec: expect.objectContaining({ command: "kubelogin" }) as object });
  });

  // cilium/cilium pull 48265
  it("must let people log in with Entra ID", () => {
    const scene = emptyScene();
    make(scene, "group", group);
    expect(() => make(scene, "cluster", { ...cluster, disableLocalAccounts: true })).toThrow(
      /disableLocalAccounts can only be set on Azure AD integration enabled cluster/,
    );
  });
});

it("a person's kubeconfig is a local account's where nobody logs in with Entra ID", () => {
  const scene = emptyScene();
  withCluster(scene);
  expect(userIn(scene, "User")).toEqual({ token: expect.any(String) as string });
});

// enable-authentication-microsoft-entra-id "Limitations"
describe("login with Entra ID", () => {
  it("is added to a cluster that is there", () => {
    const scene = emptyScene();
    withCluster(scene);
    put(scene, "cluster", { ...cluster, ...entra });
    expect(userIn(scene, "User")).toHaveProperty("exec");
  });

  it("is not taken from a cluster again", () => {
    const scene = withEntra();
    expect(() => {
      put(scene, "cluster", cluster);
    }).toThrow("aadProfile");
  });
});

// Azure/azure-policy AKS_DisableLocalAccounts_Deny.json
it("a policy that denies local accounts refuses a cluster that has them, and no other", () => {
  const scene = emptyScene();
  worldOf(scene.clouds).localAccountsDenied = true;
  make(scene, "group", group);
  expect(() => make(scene, "cluster", cluster)).toThrow(
    /^Status=403 Code="RequestDisallowedByPolicy" Message="Resource 'hubcluster' was disallowed by policy\. Policy identifiers: '\[\{/,
  );
  expect(() => make(scene, "cluster", { ...cluster, ...entra })).not.toThrow();
});
