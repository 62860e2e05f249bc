import * as struct from "google-protobuf/google/protobuf/struct_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { at } from "../../../settings/untyped";
import { compare } from "../../../sandbox/differences";
import { type Properties } from "../../../sandbox/model";
import { Cluster, named, namespace, types, provider } from "./cluster";

let cluster: Cluster;
beforeEach(() => {
  cluster = new Cluster();
  cluster.create("namespace", namespace());
});

const sized = (storage: string) => named("volume", { spec: { resources: { requests: { storage } } } });
const port = (name: string, nodePort: number, where?: string) =>
  named(name, { spec: { type: "NodePort", ports: [{ nodePort }] } }, where);
const user = named("registry", {
  spec: { template: { spec: { volumes: [{ persistentVolumeClaim: { claimName: "volume" } }] } } },
});

// kubernetes staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go `Create`
test("an object that is there cannot be made", () => {
  cluster.create("secret", named("token"));
  expect(() => cluster.create("secret", named("token"))).toThrow('secrets "token" already exists');
});

// pulumi-kubernetes provider/pkg/await/await.go `Update`
test("an object that is gone cannot be updated", () => {
  expect(() => cluster.update("secret", named("token"))).toThrow('secrets "token" not found');
});

// pulumi-kubernetes provider/pkg/metadata/naming.go `AssignNameIfAutonamable`, `AdoptOldAutonameIfUnnamed`
describe("the name of an object", () => {
  const model = provider.resources[types.secret];
  if (model === undefined) throw new Error("no secrets");
  const unnamed = { metadata: { namespace: "hub" } };
  const checked = (inputs: Properties, olds: Properties = {}) =>
    provider.complete?.(model, inputs, { name: "token", olds, provider: {} }) ?? inputs;

  test("is the program's, where it gives one", () => {
    expect(checked(named("mine"))).toEqual(named("mine"));
  });

  test("is made of the resource's, where it gives none, and is another each time", () => {
    const [one, other] = [checked(unnamed), checked(unnamed)].map((inputs) => at(inputs, "metadata", "name"));
    expect([one, other]).toEqual([expect.stringMatching(/^token-[0-9a-f]{8}$/), expect.stringMatching(/^token-/)]);
    expect(one).not.toBe(other);
  });

  test("once made is kept", () => {
    const first = checked(unnamed);
    expect(checked(unnamed, first)).toEqual(first);
  });

  test("that the program gave before is not kept, so that it is replaced", () => {
    expect(checked(unnamed, named("mine"))).toEqual(unnamed);
  });
});

describe("a change of", () => {
  const before = named("one", { spec: { a: 1 }, stringData: { token: "a" } });
  const autonamed = (inputs: Properties) => ({
    ...inputs,
    metadata: { ...(inputs.metadata as Properties), annotations: { "pulumi.com/autonamed": "true" } },
  });
  const difference = (type: keyof typeof types, after: Properties, configuration: Properties = {}) => {
    const model = provider.resources[types[type]];
    if (model === undefined) throw new Error(`no ${type}`);
    const olds = at(after, "metadata", "annotations") === undefined ? before : autonamed(before);
    const [old, now] = [olds, after].map((some) =>
      struct.Struct.fromJavaScript(some as Parameters<typeof struct.Struct.fromJavaScript>[0]),
    );
    const request = new proto.DiffRequest()
      .setId(type === "volume" ? "one" : "hub/one")
      .setOldInputs(old)
      .setNews(now);
    const response = compare(provider, model, request, configuration);
    return { replaces: response.getReplacesList(), oldGoesFirst: response.getDeletebeforereplace() };
  };

  // pulumi-kubernetes provider/pkg/provider/diff.go `forceNew`, provider.go `Diff`
  test.each<[string, keyof typeof types, Properties, string[], boolean]>([
    ["a Secret's data", "secret", { ...before, stringData: { token: "b" } }, ["stringData"], true],
    ["an unnamed Secret's data", "secret", autonamed({ ...before, stringData: { token: "b" } }), ["stringData"], false],
    ["a Secret's type", "secret", { ...before, type: "Opaque" }, ["type"], true],
    ["a Deployment's selector", "deployment", { ...before, spec: { a: 1, selector: {} } }, ["spec"], true],
    ["a Deployment's template", "deployment", { ...before, spec: { a: 1, template: {} } }, [], false],
    ["a Service's ports", "service", { ...before, spec: { a: 1, ports: [] } }, [], false],
    ["a Service's cluster address", "service", { ...before, spec: { a: 1, clusterIP: "None" } }, ["spec"], true],
    ["a claim's class", "claim", { ...before, spec: { a: 1, storageClassName: "fast" } }, ["spec"], true],
    ["a claim's volume", "claim", { ...before, spec: { a: 1, volumeName: "other" } }, ["spec"], true],
    ["a volume's source", "volume", { ...before, spec: { a: 1, csi: { driver: "other" } } }, ["spec"], true],
    ["a volume's capacity", "volume", { ...before, spec: { a: 1, capacity: { storage: "2Gi" } } }, [], false],
    ["a claim's size", "claim", { ...before, spec: { a: 1, resources: {} } }, [], false],
    ["a Role's rules", "role", { ...before, rules: [] }, [], false],
    ["a RoleBinding's role", "binding", { ...before, roleRef: { name: "another" } }, ["roleRef"], true],
    ["a RoleBinding's subjects", "binding", { ...before, subjects: [] }, [], false],
    ["a name", "claim", { ...before, metadata: { name: "two", namespace: "hub" } }, ["metadata"], false],
    ["a namespace", "service", { ...before, metadata: { name: "one", namespace: "x" } }, ["metadata"], false],
  ])("%s", (_what, type, after, replaces, oldGoesFirst) => {
    expect(difference(type, after)).toEqual({ replaces, oldGoesFirst });
  });

  // pulumi-kubernetes provider/pkg/provider/diff.go `forceNewProperties`
  test.each([
    ["replaces it", {}, ["data"]],
    ["changes it in place where the provider is told so", { enableConfigMapMutable: "true" }, []],
  ])("a ConfigMap's data %s", (_what, configuration, replaces) => {
    const after = { ...before, data: { message: "closed" } };
    expect(difference("configMap", after, configuration).replaces).toEqual(replaces);
  });
});

describe("a node port", () => {
  // kubernetes pkg/registry/core/service/portallocator/allocator.go `ErrAllocated`
  test("belongs to one Service in the whole cluster", () => {
    cluster.create("namespace", namespace("other"));
    cluster.create("service", port("one", 30_901));
    expect(() => cluster.create("service", port("two", 30_901, "other"))).toThrow(
      'Service "two" is invalid: spec.ports[0].nodePort: Invalid value: 30901: provided port is already allocated',
    );
  });

  test("that another Service has cannot be changed to", () => {
    cluster.create("service", port("one", 30_901));
    cluster.create("service", port("two", 30_902));
    expect(() => cluster.update("service", port("two", 30_901))).toThrow("provided port is already allocated");
  });

  test("is free when its Service has another one", () => {
    cluster.create("service", port("one", 30_901));
    cluster.update("service", port("one", 30_903));
    expect(() => cluster.create("service", port("two", 30_901))).not.toThrow();
  });
});

describe("a claim", () => {
  // kubernetes pkg/apis/core/validation/validation.go `ValidatePersistentVolumeClaimUpdate`
  test("cannot shrink", () => {
    cluster.create("claim", sized("20Gi"));
    expect(() => cluster.update("claim", sized("10Gi"))).toThrow("field can not be less than status.capacity");
  });

  // kubernetes plugin/pkg/admission/storage/persistentvolume/resize/admission.go
  test("cannot grow in a local cluster", () => {
    cluster.create("claim", sized("20Gi"));
    expect(() => cluster.update("claim", sized("30Gi"))).toThrow(
      "the storageclass that provisions the pvc must support resize",
    );
  });

  // https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
  test("stays while a pod uses it", () => {
    cluster.create("claim", sized("20Gi"));
    cluster.create("deployment", user);
    expect(() => cluster.delete("claim", sized("20Gi"))).toThrow("timed out waiting for the condition");
  });

  test("that was in use goes with its last pod", () => {
    cluster.create("claim", sized("20Gi"));
    cluster.create("deployment", user);
    expect(() => cluster.delete("claim", sized("20Gi"))).toThrow();
    cluster.delete("deployment", user);
    expect(cluster.has("/volume")).toBe(false);
  });
});

describe("a volume that somebody makes", () => {
  const volume: Properties = { metadata: { name: "share" }, spec: { csi: { driver: "file.csi.azure.com" } } };
  const bound = named("claim", { spec: { volumeName: "share" } });

  test("belongs to the whole cluster, and no namespace takes it along", () => {
    cluster.create("volume", volume);
    cluster.delete("namespace", namespace());
    expect(cluster.has("/persistentvolumes/share")).toBe(true);
  });

  test("has a name of its own in the whole cluster", () => {
    cluster.create("volume", volume);
    expect(() => cluster.create("volume", volume)).toThrow('persistentvolumes "share" already exists');
  });

  // https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
  test("stays while a claim is bound to it, and goes with that", () => {
    cluster.create("volume", volume);
    cluster.create("claim", bound);
    expect(() => cluster.delete("volume", volume)).toThrow("timed out waiting for the condition");
    cluster.delete("namespace", namespace());
    expect(cluster.has("/persistentvolumes/share")).toBe(false);
  });

  test("is left to itself by a deletion that does not wait", () => {
    const metadata = { name: "share", annotations: { "pulumi.com/skipAwait": "true" } };
    cluster.create("volume", { ...volume, metadata });
    cluster.create("claim", bound);
    cluster.delete("volume", volume);
    cluster.delete("claim", bound);
    expect(cluster.has("/persistentvolumes/share")).toBe(false);
  });
});
