import { Cluster, named, namespace } from "./cluster";

let cluster: Cluster;
beforeEach(() => {
  cluster = new Cluster();
  cluster.create("namespace", namespace());
});

const service = named("web", { spec: { type: "LoadBalancer", ports: [{ port: 80 }] } });
const patch = named("web", { spec: { externalTrafficPolicy: "Local" } });
const isThere = (key: string) => cluster.clouds.get(key) !== undefined;

// pulumi-kubernetes provider/pkg/await/await.go `Creation`, kubernetes pkg/apis/core/validation/validation.go `ValidateService`
test("a patch of a Service that is not there would make one without ports", () => {
  expect(() => cluster.create("servicePatch", patch)).toThrow('Service "web" is invalid: spec.ports: Required value');
});

// pulumi-kubernetes provider/pkg/await/await.go `Creation`
test("what was patched already can be patched", () => {
  cluster.create("service", service);
  cluster.create("servicePatch", patch);
  expect(isThere(cluster.create("servicePatch", patch))).toBe(true);
});

test("a patch stays when its Service is changed, and goes with it", () => {
  cluster.create("service", service);
  const key = cluster.create("servicePatch", patch);
  cluster.update("service", service);
  expect(isThere(key)).toBe(true);
  cluster.delete("service", service);
  expect(isThere(key)).toBe(false);
});

// pulumi-kubernetes provider/pkg/ssa/actions.go `Relinquish`
test("a patch cannot be taken back from a Service that is gone", () => {
  cluster.create("service", service);
  cluster.create("servicePatch", patch);
  cluster.delete("service", service);
  expect(() => cluster.delete("servicePatch", patch)).toThrow("spec.ports: Required value");
});
