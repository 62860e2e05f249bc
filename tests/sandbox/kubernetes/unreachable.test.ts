import { Cluster, named, namespace, release } from "./cluster";

const kubeconfig = JSON.stringify({ clusters: [{ cluster: { server: "https://gone.example.org:443" } }] });
const gone = () => new Cluster({ kubeconfig });
const takenForGone = () => new Cluster({ kubeconfig, deleteUnreachable: "true" });
const hint = "PULUMI_K8S_DELETE_UNREACHABLE";

// pulumi-kubernetes provider/pkg/provider/provider.go `Create`, `Read`, `Delete`; helm_release.go `Create`, `Update`
describe("in a cluster that cannot be reached", () => {
  test("nothing is created", () => {
    expect(() => gone().create("secret", named("token"))).toThrow("configured Kubernetes cluster is unreachable: ");
  });

  test("a read fails, and says what to set", () => {
    expect(() => gone().read("secret", named("token"))).toThrow(hint);
  });

  test("a delete fails, and says what to set", () => {
    expect(() => gone().delete("secret", named("token"))).toThrow(hint);
  });

  test("a read finds nothing, where that is set", () => {
    expect(takenForGone().read("release", release())).toBeUndefined();
  });

  test("a delete succeeds, where that is set", () => {
    expect(() => takenForGone().delete("secret", named("token"))).not.toThrow();
  });

  test("a release is not installed", () => {
    expect(() => gone().create("release", release())).toThrow("can't create Helm Release with unreachable cluster: ");
  });

  test("a release is not upgraded", () => {
    expect(() => gone().update("release", release())).toThrow("can't update Helm Release with unreachable cluster: ");
  });

  test("a release is not deleted, whatever is set", () => {
    expect(() => takenForGone().delete("release", release())).toThrow(
      "can't delete Helm Release with unreachable cluster. Reason: ",
    );
  });
});

describe("a cluster of Azure that a plugin logs in to", () => {
  const logsIn = (properties: object) => {
    const cluster = new Cluster({
      kubeconfig: JSON.stringify({
        clusters: [{ cluster: { server: "https://hub.azmk8s.io:443" } }],
        users: [{ user: { exec: { command: "kubelogin" } } }],
      }),
    });
    const type = "azure-native:containerservice:ManagedCluster";
    cluster.clouds.put("hubcluster", { type, properties: { fqdn: "hub.azmk8s.io", ...properties } });
    return () => cluster.create("namespace", namespace());
  };

  test("lets it in, if it knows Entra ID", () => {
    expect(logsIn({ aadProfile: { managed: true } })).not.toThrow();
  });

  test("does not know it otherwise", () => {
    expect(logsIn({})).toThrow("the server has asked for the client to provide credentials");
  });
});
