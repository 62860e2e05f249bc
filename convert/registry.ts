import { type Claim, type Fill, left, own, type Part, setting, textAt, valueAt, type Values } from "./claims";

/** Where images go: the prefix of their names tells the registry. */
export function registryPart(values: Values): Part {
  const prefix = textAt(values, "config.BinderHub.image_prefix") ?? textAt(values, "registry.prefix");
  const url = textAt(values, "registry.url") ?? textAt(values, "registry.host");
  const username = textAt(values, "registry.username");
  const host = hostOf(prefix) ?? (url === undefined ? undefined : url.replace(/^https?:\/\//, "").replace(/\/.*/, ""));
  const found = registryOf(host ?? "docker.io", pathOf(prefix), username);
  const image = "config.BinderHub.image_prefix";
  // The first claim on a leaf stands for the whole group: they all come from the same values.
  const whole = setting("registry", found.registry);
  const claims: Claim[] = [
    [image, whole],
    ["registry.prefix", whole],
    ["registry.url", prefix === undefined ? whole : own],
    ["registry.host", prefix === undefined ? whole : own],
    ["registry.authHost", own],
    ["registry.enabled", own],
    ["registry.username", found.user ? whole : own],
    ["config.BinderHub.use_registry", useRegistry(values)],
    ["config.DockerRegistry", undefined],
    ["config.DockerRegistry.url", own],
    ["config.DockerRegistry.token_url", left("BinderHub asks the registry for its token service")],
    ["registry.tokenUrl", left("BinderHub asks the registry for its token service")],
    ["jupyterhub.imagePullSecret", left("the setting binderhub:registry decides who may pull")],
  ];
  const fill: Fill[] =
    prefix === undefined && url === undefined
      ? [{ key: ["registry"], value: found.registry, why: "Fill in where images go: no file says it" }]
      : [];
  const user: Fill[] =
    fill.length === 0 && found.user && username === undefined
      ? [{ key: ["registry", "username"], value: found.registry.username, why: "Fill in who pushes images" }]
      : [];
  return { claims, fills: [...fill, ...user] };
}

function useRegistry(values: Values) {
  return valueAt(values, "config.BinderHub.use_registry") === false
    ? left("on one node alone, images can do without a registry: registry.type none, with builder host")
    : own;
}

/** The host that an image's name begins with: Docker Hub's names have none. */
function hostOf(prefix: string | undefined): string | undefined {
  const [first, ...rest] = (prefix ?? "").replace(/^https?:\/\//, "").split("/");
  return rest.length > 0 && first !== undefined && /[.:]|^localhost$/.test(first) ? first : undefined;
}

function pathOf(prefix: string | undefined): string[] {
  const steps = (prefix ?? "").replace(/^https?:\/\//, "").split("/");
  return hostOf(prefix) === undefined ? steps : steps.slice(1);
}

interface Known {
  /** Whether the registry's setting needs the name of who pushes. */
  readonly user: boolean;
  readonly registry: Readonly<Record<string, unknown>>;
}

function registryOf(host: string, steps: readonly string[], username: string | undefined): Known {
  const prefix = word(steps.at(-1));
  const folders = steps.slice(0, -1).filter((step) => step !== "");
  const azure = /^([a-z0-9]{5,50})\.azurecr\.io$/i.exec(host)?.[1];
  const region = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1];
  const user = username ?? "yourname";
  if (azure !== undefined) {
    const project = folders.length > 0 ? { project: folders.join("/") } : {};
    const login = username === undefined || username === azure ? {} : { username };
    return { user: false, registry: { type: "azureExisting", name: azure, ...login, ...project, prefix } };
  }
  if (region !== undefined) {
    const [project = "your-project", repository = "binder"] = folders;
    return { user: false, registry: { type: "googleArtifactRegistry", region, project, repository, prefix } };
  }
  if (host === "gcr.io") {
    return { user: false, registry: { type: "gcr", project: folders[0] ?? "your-project", prefix } };
  }
  if (host === "docker.io" || host.endsWith(".docker.io") || host === "registry.hub.docker.com") {
    const [organization] = folders;
    const account = (username ?? organization ?? "yourdockerid").toLowerCase();
    const owner = organization === undefined || organization === account ? {} : { organization };
    return { user: true, registry: { type: "dockerHub", username: account, ...owner, prefix } };
  }
  const path = folders.length > 0 ? { path: folders.join("/") } : {};
  return { user: true, registry: { type: "custom", url: `https://${host}`, username: user, ...path, prefix } };
}

/** The last part of a prefix as a word: the program adds the hyphen. */
function word(step: string | undefined): string {
  const cleaned = (step ?? "").toLowerCase().replace(/[-._]+$/, "");
  return cleaned === "" ? "binder" : cleaned;
}
