import { isAnotherCluster } from "../../../sandbox/kubernetes/configuration";

const kubeconfig = (server: string, token = "a", name = "main") =>
  JSON.stringify({
    "current-context": name,
    clusters: [
      { name: "main", cluster: { server } },
      { name: "spare", cluster: { server: "https://spare" } },
    ],
    contexts: ["main", "spare"].map((each) => ({ name: each, context: { cluster: each, user: "me" } })),
    users: [{ name: "me", user: { token } }],
  });
const [one, two] = [kubeconfig("https://one"), kubeconfig("https://two")];

// pulumi-kubernetes provider/pkg/provider/provider.go `DiffConfig`
describe("the provider, and all that it made, is replaced", () => {
  test.each([
    ["where the identifier is another", { clusterIdentifier: "1" }, { clusterIdentifier: "2" }, true],
    ["not where the identifier stays", { clusterIdentifier: "1", kubeconfig: one }, { clusterIdentifier: "1" }, false],
    ["not where an identifier is added", { kubeconfig: one }, { clusterIdentifier: "1", kubeconfig: one }, false],
    ["where the kubeconfig names another server", { kubeconfig: one }, { kubeconfig: two }, true],
    ["where the kubeconfig is not known yet", { kubeconfig: one }, {}, true],
    ["not where its token is another", { kubeconfig: one }, { kubeconfig: kubeconfig("https://one", "b") }, false],
    ["where its context is another", { kubeconfig: one }, { kubeconfig: one, context: "spare" }, true],
    ["not where no cluster is found in it", { kubeconfig: one }, { kubeconfig: one, context: "none" }, false],
  ])("%s", (_when, before, after, is) => expect(isAnotherCluster(before, after)).toBe(is));
});
