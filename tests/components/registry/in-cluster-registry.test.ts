import * as pulumi from "@pulumi/pulumi";
import { ExistingCluster } from "../../../components/cluster/existing-cluster";
import { InClusterRegistry } from "../../../components/registry/in-cluster-registry";
import { versions } from "../../../settings/versions";
import { input, record } from "../recorder";

const namespaceType = "kubernetes:core/v1:Namespace";
const claimType = "kubernetes:core/v1:PersistentVolumeClaim";
const deploymentType = "kubernetes:apps/v1:Deployment";
const serviceType = "kubernetes:core/v1:Service";
const inside = [claimType, deploymentType, serviceType];

class Thing extends pulumi.CustomResource {}

const recorded = (owned = false, size = "20Gi") =>
  record(() => {
    const { provider } = new ExistingCluster("cluster", { kubeconfig: "/kubeconfig", context: "kind-binder" });
    const cluster = owned ? { provider, resource: new Thing("test:index:Thing", "aks") } : { provider };
    return new InClusterRegistry("x", { namespace: "hub-registry", size, nodePort: 30_000, cluster });
  });

test("has a namespace of its own", async () => {
  const { ofType } = await recorded();
  expect(input(ofType(namespaceType), "metadata", "name")).toBe("hub-registry");
});

test.each(inside)("%s stands in that namespace, comes after it and goes with it", async (type) => {
  const { ofType } = await recorded();
  expect(input(ofType(type), "metadata", "namespace")).toBe("hub-registry");
  expect(ofType(type).dependencies).toContain(ofType(namespaceType).urn);
  expect(ofType(type).deletedWith).toBe(ofType(namespaceType).urn);
});

test("goes with a cluster of the stack's own, and is really deleted on one that stays", async () => {
  const [owned, staying] = [await recorded(true), await recorded()];
  expect(owned.ofType(namespaceType).deletedWith).toBe(owned.named("aks").urn);
  expect(staying.ofType(namespaceType).deletedWith).toBe("");
});

describe("the volume", () => {
  test("is claimed in the size asked for", async () => {
    const { ofType } = await recorded();
    expect(input(ofType(claimType), "spec")).toEqual({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "20Gi" } },
    });
  });

  test("is another one where it has another size: many cannot grow, and none can shrink", async () => {
    const [one, other] = [await recorded(false, "20Gi"), await recorded(false, "512Mi")];
    expect([one, other].map(({ ofType }) => input(ofType(claimType), "metadata", "name"))).toEqual([
      "registry-20gi",
      "registry-512mi",
    ]);
  });

  test("is not waited for: some are bound only when the pod comes", async () => {
    const { ofType } = await recorded();
    expect(input(ofType(claimType), "metadata", "annotations")).toEqual({ "pulumi.com/skipAwait": "true" });
  });
});

describe("the deployment", () => {
  test("runs the pinned registry on the claimed volume", async () => {
    const { ofType } = await recorded();
    const pod = input(ofType(deploymentType), "spec", "template", "spec");
    expect(pod).toMatchObject({
      containers: [
        {
          image: versions.registry.is,
          ports: [{ containerPort: 5000 }],
          volumeMounts: [{ name: "images", mountPath: "/var/lib/registry" }],
        },
      ],
      volumes: [{ name: "images", persistentVolumeClaim: { claimName: input(ofType(claimType), "metadata", "name") } }],
    });
  });

  test("comes after its volume", async () => {
    const { ofType } = await recorded();
    expect(ofType(deploymentType).dependencies).toContain(ofType(claimType).urn);
  });

  test("never has two pods at its one volume", async () => {
    const { ofType } = await recorded();
    expect(input(ofType(deploymentType), "spec")).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  });
});

test("every node finds its pods on localhost, at the port asked for", async () => {
  const { ofType } = await recorded();
  expect(input(ofType(serviceType), "spec")).toEqual({
    type: "NodePort",
    selector: input(ofType(deploymentType), "spec", "template", "metadata", "labels"),
    ports: [{ port: 5000, nodePort: 30_000 }],
  });
});

test("the Service is seen to be gone only when its node port is free again", async () => {
  const { ofType } = await recorded();
  expect(input(ofType(serviceType), "metadata", "annotations")).toEqual({
    "pulumi.com/deletionPropagationPolicy": "background",
  });
});
