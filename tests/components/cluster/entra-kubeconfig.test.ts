import { parse } from "yaml";
import { entraKubeconfig } from "../../../components/cluster/entra-kubeconfig";
import { at } from "../../../settings/untyped";
import { personsKubeconfig } from "../mocked-clouds";

const made = (text: string): unknown => JSON.parse(entraKubeconfig(text) ?? "{}");
const execIn = (text: string) => at(made(text), "users", 0, "user", "exec");

// What `kubelogin convert-kubeconfig -l azurecli` writes, and the cloud.
test("asks the Azure CLI for a token, for AKS, in the cluster's cloud", () => {
  expect(execIn(personsKubeconfig)).toMatchObject({
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      ...["get-token", "--login", "azurecli", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
      ...["--environment", "AzureChinaCloud"],
    ],
  });
});

test("keeps what AKS says to those who have no kubelogin", () => {
  expect(execIn(personsKubeconfig)).toHaveProperty("installHint", "kubelogin is not installed");
});

test("is for the same cluster", () => {
  const { clusters, contexts, "current-context": current } = made(personsKubeconfig) as Record<string, unknown>;
  expect({ clusters, contexts, current }).toEqual({
    clusters: [{ name: "hubcluster", cluster: { server: "https://hub.hcp.chinaeast2.cx.prod.service.azk8s.cn:443" } }],
    contexts: [{ name: "hubcluster", context: { cluster: "hubcluster", user: "clusterUser" } }],
    current: "hubcluster",
  });
});

test("has none of what stood beside the plugin", () => {
  const both = JSON.stringify({ users: [{ name: "a", user: { ...(execOf() as object), token: "secret-canary" } }] });
  expect(JSON.stringify(made(both))).not.toContain("secret-canary");
});

test.each([
  ["a local account's token", { users: [{ name: "a", user: { token: "x" } }] }],
  [
    "a plugin beside a local account",
    {
      users: [
        { name: "a", user: execOf() },
        { name: "b", user: { token: "x" } },
      ],
    },
  ],
  ["nobody", { users: [] }],
  ["no kubeconfig", "x"],
])("is not made of %s", (_what, content) => {
  expect(entraKubeconfig(JSON.stringify(content))).toBeUndefined();
});

function execOf(): unknown {
  return at(parse(personsKubeconfig), "users", 0, "user");
}
