import { addUser } from "../../engine/users";
import { Cluster, named, namespace } from "./cluster";

let cluster: Cluster;
let key: string;
beforeEach(() => {
  cluster = new Cluster();
  key = cluster.create("namespace", namespace());
});

/** The namespace is on its way out, and something in it is not. */
const held = () => {
  const claim = addUser(cluster.clouds, key, "ada");
  cluster.clouds.edit(claim, { metadata: { finalizers: ["example.org/backup"] } });
  expect(() => cluster.delete("namespace", namespace())).toThrow("timed out waiting for the condition");
  return claim;
};

test("takes all that is in it along, whoever made it", () => {
  cluster.create("secret", named("token"));
  addUser(cluster.clouds, key, "ada");
  cluster.delete("namespace", namespace());
  expect(cluster.clouds.all()).toEqual([]);
});

// pulumi-kubernetes provider/pkg/await/await.go `Deletion`
test("that something holds is waited for in vain", () => {
  held();
  expect(cluster.clouds.get(key)?.properties.status).toEqual({ phase: "Terminating" });
});

test("goes by itself when the last finalizer is gone", () => {
  cluster.clouds.edit(held(), { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } });
  expect(cluster.read("namespace", namespace())).toBeUndefined();
});

// kubernetes staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go
test("that is going lets nothing in", () => {
  held();
  expect(() => cluster.create("secret", named("token"))).toThrow(
    'secrets "token" is forbidden: unable to create new content in namespace hub because it is being terminated',
  );
});

// kubernetes staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go `Create`
test("that is going cannot be made again", () => {
  held();
  expect(() => cluster.create("namespace", namespace())).toThrow(
    'object is being deleted: namespaces "hub" already exists',
  );
});

test("that is there cannot be made", () => {
  expect(() => cluster.create("namespace", namespace())).toThrow('namespaces "hub" already exists');
});

test("that is not there lets nothing in", () => {
  expect(() => cluster.create("secret", named("token", {}, "other"))).toThrow('namespaces "other" not found');
});

// pulumi-kubernetes provider/pkg/await/await.go `nilIfGVKDeleted`
test("that is gone already is deleted with success", () => {
  cluster.clouds.remove(key);
  expect(() => cluster.delete("namespace", namespace())).not.toThrow();
});
