import * as pulumi from "@pulumi/pulumi";
import { ContainerRegistry, type ContainerRegistryArgs } from "../../../components/registry/container-registry";
import { ExistingCluster } from "../../../components/cluster/existing-cluster";
import { dockerHub, inClusterRegistry } from "../arguments";
import { record, settled } from "../recorder";

const recorded = (registry: ContainerRegistryArgs["registry"], password?: pulumi.Input<string>) =>
  record(() => {
    const cluster = new ExistingCluster("cluster", { kubeconfig: "/kubeconfig", context: "kind-binder" });
    return new ContainerRegistry("x", { registry, password, cluster, namespace: "binder" });
  });

const prefix = "binder-dev";
const google = { project: "my-project", prefix } as const;

/** Registries that are there before the stack, and what they are called. */
const there: readonly (readonly [string, ContainerRegistryArgs["registry"], object])[] = [
  ["Docker Hub, of a person", dockerHub, { imagePrefix: "jdoe/binder-dev-", username: "jdoe", pullSecret: false }],
  [
    "Docker Hub, of an organisation, private",
    { ...dockerHub, organization: "mygroup", private: true },
    { imagePrefix: "mygroup/binder-dev-", username: "jdoe", pullSecret: true },
  ],
  [
    "an existing Azure registry",
    { type: "azureExisting", name: "MyGroup", project: "binder", prefix },
    {
      imagePrefix: "mygroup.azurecr.io/binder/binder-dev-",
      url: "https://mygroup.azurecr.io",
      username: "MyGroup",
      pullSecret: true,
    },
  ],
  [
    "an existing Azure registry, with a token of its own",
    { type: "azureExisting", name: "mygroup", username: "push", project: "binder", prefix },
    {
      imagePrefix: "mygroup.azurecr.io/binder/binder-dev-",
      url: "https://mygroup.azurecr.io",
      username: "push",
      pullSecret: true,
    },
  ],
  [
    "Google's Artifact Registry",
    { type: "googleArtifactRegistry", region: "europe-west4", repository: "images", ...google },
    {
      imagePrefix: "europe-west4-docker.pkg.dev/my-project/images/binder-dev-",
      url: "https://europe-west4-docker.pkg.dev",
      username: "_json_key",
      pullSecret: true,
    },
  ],
  [
    "Google's Container Registry",
    { type: "gcr", ...google },
    {
      imagePrefix: "gcr.io/my-project/binder-dev-",
      url: "https://gcr.io",
      username: "_json_key",
      pullSecret: true,
    },
  ],
  [
    "any other, by URL",
    { type: "custom", url: "https://registry.example.org:5000", username: "binder", path: "group/images", prefix },
    {
      imagePrefix: "registry.example.org:5000/group/images/binder-dev-",
      url: "https://registry.example.org:5000",
      username: "binder",
      pullSecret: true,
    },
  ],
];

describe("a registry that is there already", () => {
  test.each(there)("%s: is called by its names", async (_name, registry, names) => {
    const { result } = await recorded(registry, "pw");
    expect({ ...result.access, password: undefined }).toEqual({ ...names, password: undefined });
  });

  test.each(there)("%s: nothing is made for it", async (_name, registry) => {
    const { resources } = await recorded(registry, "pw");
    expect(resources.filter(({ name, custom }) => custom && name.startsWith("x"))).toEqual([]);
  });

  test.each([
    ["plain", () => "pw"],
    ["an output", () => pulumi.output("pw")],
    ["secret", () => pulumi.secret("pw")],
  ])("keeps a password that is %s secret", async (_name, password) => {
    const { result } = await recorded(dockerHub, password());
    expect(await settled(pulumi.output(result.access?.password))).toEqual({ value: "pw", secret: true });
  });
});

test("no registry gives no access to one, and makes nothing", async () => {
  const { result, resources } = await recorded({ type: "none", prefix });
  expect(result.access).toBeUndefined();
  expect(resources.filter(({ name, custom }) => custom && name.startsWith("x"))).toEqual([]);
});

describe("a registry in the cluster", () => {
  test("stands in a namespace beside the hub's", async () => {
    const { named } = await recorded(inClusterRegistry);
    expect(named("x-in-cluster-namespace").inputs.metadata).toMatchObject({ name: "binder-registry" });
  });

  test("is made with the cluster's provider, below the component", async () => {
    const { named } = await recorded(inClusterRegistry);
    expect(named("x-in-cluster").parent).toBe(named("x").urn);
    expect(named("x-in-cluster-service").parent).toBe(named("x-in-cluster").urn);
    expect(named("x-in-cluster-service").provider).toBe(
      `${named("cluster-kubernetes").urn}::${named("cluster-kubernetes").name}-id`,
    );
  });

  test("has the port and the size asked for", async () => {
    const { named } = await recorded({ ...inClusterRegistry, nodePort: 30_500, size: "5Gi" });
    expect(named("x-in-cluster-service").inputs.spec).toMatchObject({ ports: [{ nodePort: 30_500 }] });
    expect(named("x-in-cluster-volume").inputs.spec).toMatchObject({ resources: { requests: { storage: "5Gi" } } });
  });

  test("is pushed to without a login, by a name that every node knows", async () => {
    const { result } = await recorded(inClusterRegistry);
    expect({ ...result.access, password: undefined }).toEqual({
      imagePrefix: "localhost:30000/binder-",
      pullSecret: false,
      inCluster: {
        namespace: "binder-registry",
        host: "registry.binder-registry.svc.cluster.local:5000",
        nodePort: 30_000,
      },
      password: undefined,
    });
  });
});
