import { ExistingCluster } from "../../../components/cluster/existing-cluster";
import { record, settled } from "../recorder";

const providerType = "pulumi:providers:kubernetes";
const recorded = () =>
  record(() => new ExistingCluster("x", { kubeconfig: "/home/me/.kube/config", context: "kind-binder" }));

test("makes a Kubernetes provider and nothing else", async () => {
  const { resources } = await recorded();
  expect(resources.filter(({ custom }) => custom).map(({ type }) => type)).toEqual([providerType]);
});

test("is known by its context: another path to the same cluster replaces nothing", async () => {
  const { ofType } = await recorded();
  expect(ofType(providerType).inputs).toEqual({
    kubeconfig: "/home/me/.kube/config",
    context: "kind-binder",
    clusterIdentifier: "kind-binder",
    enableConfigMapMutable: "true",
  });
});

test("gives its provider away", async () => {
  const { result, ofType } = await recorded();
  expect((await settled(result.provider.urn)).value).toBe(ofType(providerType).urn);
});

test("stays when the stack goes: nothing may be left to its deletion", async () => {
  const { result } = await recorded();
  expect(result).not.toHaveProperty("resource");
});
