import { type Settings } from "../../../settings/settings";
import { registryValues } from "../../../components/registry/values";
import { registryNames, type RegistryNames } from "../../../components/registry/names";

type Registry = Settings["registry"];

const prefix = "binder";
const acr = { type: "azure", name: "HubImages", sku: "Basic", project: "team", prefix } as const;
const theirs = { type: "azureExisting", name: "HubImages", project: "binder", prefix } as const;
const custom = { type: "custom", url: "https://registry.example.org", username: "pusher", prefix } as const;

const named: readonly (readonly [name: string, registry: Registry, names: RegistryNames | undefined])[] = [
  [
    "Docker Hub",
    { type: "dockerHub", username: "jdoe", prefix, private: false },
    { imagePrefix: "jdoe/binder-", username: "jdoe", pullSecret: false },
  ],
  [
    "Docker Hub, an organisation's, private",
    { type: "dockerHub", username: "jdoe", organization: "mygroup", prefix, private: true },
    { imagePrefix: "mygroup/binder-", username: "jdoe", pullSecret: true },
  ],
  ["an Azure registry, pulled with a secret", { ...acr, pull: "secret" }, azureNames("team", "HubImages", true)],
  ["an Azure registry, pulled by role", { ...acr, pull: "role" }, azureNames("team", "HubImages", false)],
  ["an Azure registry that is there", theirs, azureNames("binder", "HubImages", true)],
  ["an Azure registry that is there, with a token", { ...theirs, username: "t" }, azureNames("binder", "t", true)],
  [
    "Artifact Registry",
    { type: "googleArtifactRegistry", region: "europe-west4", project: "my-project", repository: "images", prefix },
    {
      imagePrefix: "europe-west4-docker.pkg.dev/my-project/images/binder-",
      url: "https://europe-west4-docker.pkg.dev",
      username: "_json_key",
      pullSecret: true,
    },
  ],
  [
    "gcr.io",
    { type: "gcr", project: "my-project", prefix },
    { imagePrefix: "gcr.io/my-project/binder-", url: "https://gcr.io", username: "_json_key", pullSecret: true },
  ],
  [
    "any other",
    custom,
    {
      imagePrefix: "registry.example.org/binder-",
      url: "https://registry.example.org",
      username: "pusher",
      pullSecret: true,
    },
  ],
  [
    "any other, on a port and below a path",
    { ...custom, url: "https://registry.example.org:5000", path: "a/b" },
    {
      imagePrefix: "registry.example.org:5000/a/b/binder-",
      url: "https://registry.example.org:5000",
      username: "pusher",
      pullSecret: true,
    },
  ],
  [
    "one in the cluster",
    { type: "inCluster", prefix, size: "20Gi", nodePort: 30_005 },
    {
      imagePrefix: "localhost:30005/binder-",
      pullSecret: false,
      inCluster: {
        namespace: "hub-registry",
        host: "registry.hub-registry.svc.cluster.local:5000",
        nodePort: 30_005,
      },
    },
  ],
  ["none", { type: "none", prefix }, undefined],
];

describe("names", () => {
  test.each(named)("of %s", (_name, registry, names) => {
    expect(registryNames(registry, "hub")).toStrictEqual(names);
  });

  test("of one on the port of https, which stays: the credentials are kept by it", () => {
    const names = registryNames({ ...custom, url: "https://registry.example.org:443" }, "hub");
    expect(names?.imagePrefix).toBe("registry.example.org:443/binder-");
  });
});

describe("values", () => {
  test("Docker Hub has no url: the chart's own default is right", () => {
    const names = { imagePrefix: "jdoe/binder-", username: "jdoe", pullSecret: false };
    expect(registryValues({ ...names, password: "pw" }, prefix)).toStrictEqual({
      config: { BinderHub: { use_registry: true, image_prefix: "jdoe/binder-" } },
      registry: { username: "jdoe", password: "pw" },
    });
  });

  test("private images of Docker Hub reach the users' pods", () => {
    const names = { imagePrefix: "jdoe/binder-", username: "jdoe", pullSecret: true };
    expect(registryValues({ ...names, password: "pw" }, prefix)).toStrictEqual({
      config: { BinderHub: { use_registry: true, image_prefix: "jdoe/binder-" } },
      registry: { username: "jdoe", password: "pw" },
      jupyterhub: { imagePullSecret: pullSecret("https://index.docker.io/v1/", "jdoe") },
    });
  });

  test("any other registry has its url, to push and to pull, and no token_url, which would rebuild every image", () => {
    expect(registryValues({ ...azureNames("team", "HubImages", true), password: "pw" }, prefix)).toStrictEqual({
      config: { BinderHub: { use_registry: true, image_prefix: "hubimages.azurecr.io/team/binder-" } },
      registry: { url: "https://hubimages.azurecr.io", username: "HubImages", password: "pw" },
      jupyterhub: { imagePullSecret: pullSecret("https://hubimages.azurecr.io", "HubImages") },
    });
  });

  test("one that the nodes' role pulls from needs no secret for it", () => {
    const values = registryValues({ ...azureNames("team", "HubImages", false), password: "pw" }, prefix);
    expect(values.jupyterhub).toBeUndefined();
  });

  test("one in the cluster has an anonymous login for its own host, and a way from the builder to localhost", () => {
    const inCluster = { namespace: "r", host: "registry.r.svc.cluster.local:5000", nodePort: 30_005 };
    const names = { imagePrefix: "localhost:30005/binder-", pullSecret: false, inCluster };
    expect(registryValues({ ...names, password: "" }, prefix)).toStrictEqual({
      config: {
        BinderHub: { use_registry: true, image_prefix: "localhost:30005/binder-" },
        DockerRegistry: { url: "http://registry.r.svc.cluster.local:5000" },
      },
      registry: {
        url: "http://registry.r.svc.cluster.local:5000",
        username: "anonymous",
        password: "anonymous",
      },
      dind: {
        initContainers: [
          {
            name: "registry-on-localhost",
            image: expect.stringMatching(/^docker\.io\/alpine\/socat:\d/) as unknown,
            restartPolicy: "Always",
            args: ["TCP-LISTEN:30005,bind=127.0.0.1,fork,reuseaddr", "TCP:registry.r.svc.cluster.local:5000"],
            securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 1000 },
          },
        ],
      },
    });
  });

  test("none keeps images in the node's Docker, under the prefix", () => {
    expect(registryValues(undefined, prefix)).toStrictEqual({
      config: { BinderHub: { use_registry: false, image_prefix: "binder-" } },
    });
  });
});

function azureNames(project: string, username: string, withSecret: boolean): RegistryNames {
  return {
    imagePrefix: `hubimages.azurecr.io/${project}/binder-`,
    url: "https://hubimages.azurecr.io",
    username,
    pullSecret: withSecret,
  };
}

function pullSecret(registry: string, username: string) {
  return { create: true, automaticReferenceInjection: true, registry, username, password: "pw" };
}
