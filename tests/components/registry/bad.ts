import { existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const reg = "binderhub:registry";
const password = "binderhub:registryPassword";
const a = (times: number) => "a".repeat(times);

const acr = { type: "azure", name: "hubimages", prefix: "binder" };
const theirAcr = { type: "azureExisting", name: "hubimages", prefix: "binder" };
const custom = { type: "custom", url: "https://registry.example.org", username: "binder", prefix: "binder" };
const gcr = { type: "gcr", project: "my-project", prefix: "binder" };
const artifacts = { ...gcr, type: "googleArtifactRegistry", region: "europe-west4", repository: "binder" };
const googleKey = { registryPassword: '{"type": "service_account"}' };
const existing: More = { base: existingStack };

const dockerHub: readonly Row[] = [
  ["no registry at all", { registry: undefined }, `${reg}.type`, /missing: one of dockerHub/],
  ["a registry without its type", { "registry.type": undefined }, `${reg}.type`, /missing: one of dockerHub/],
  ["an unknown registry", { "registry.type": "quay" }, `${reg}.type`, /one of .*dockerHub/],
  ["a registry's name instead of its group", { registry: "dockerHub" }, reg, /object with a type/],
  ["a list of registries", { registry: [] }, reg, /object with a type/],
  ["no Docker ID", { "registry.username": undefined }, `${reg}.username`, /missing.*Docker ID/],
  ["an e-mail address", { "registry.username": "jdoe@example.org" }, `${reg}.username`, /not an e-mail address/],
  ["a Docker ID in upper case", { "registry.username": "JDoe" }, `${reg}.username`, /lower-case/],
  ["a Docker ID of 3", { "registry.username": "doe" }, `${reg}.username`, /4 to 30/],
  ["a Docker ID of 31", { "registry.username": a(31) }, `${reg}.username`, /4 to 30/],
  ["a Docker ID with a hyphen", { "registry.username": "j-doe" }, `${reg}.username`, /letters and digits/],
  ["a Docker ID of digits, as a number", { "registry.username": 1234 }, `${reg}.username`, /4 to 30/],
  ["a Docker ID of one digit, as a number", { "registry.username": 7 }, `${reg}.username`, /4 to 30/],
  ["an organisation in upper case", { "registry.organization": "MyGroup" }, `${reg}.organization`, /lower-case/],
  ["an organisation by e-mail", { "registry.organization": "we@x.org" }, `${reg}.organization`, /not an e-mail/],
  ["an organisation that is empty", { "registry.organization": "" }, `${reg}.organization`, /4 to 30/],
  ["no prefix", { "registry.prefix": undefined }, `${reg}.prefix`, /missing/],
  ["a prefix in upper case", { "registry.prefix": "Binder" }, `${reg}.prefix`, /lower-case/],
  ["a prefix with the hyphen", { "registry.prefix": "binder-dev-" }, `${reg}.prefix`, /no hyphen at the end/],
  ["a prefix with the Docker ID", { "registry.prefix": "jdoe/binder" }, `${reg}.prefix`, /lower-case letters/],
  ["a prefix that is empty", { "registry.prefix": "" }, `${reg}.prefix`, /lower-case/],
  ["a prefix of 64", { "registry.prefix": a(64) }, `${reg}.prefix`, /at most 63/],
  ["private in words", { "registry.private": "yes" }, `${reg}.private`, /true or false/],
  ["a name of an Azure registry for Docker Hub", { "registry.name": "hubimages" }, `${reg}.name`, /belongs.*azure/],
  ["a custom registry's URL for Docker Hub", { "registry.url": "https://r.org" }, `${reg}.url`, /belongs.* custom/],
];

const azure: readonly Row[] = [
  ["an Azure registry of 4", { registry: { ...acr, name: "abcd" } }, `${reg}.name`, /5 to 50/],
  ["an Azure registry of 51", { registry: { ...acr, name: a(51) } }, `${reg}.name`, /5 to 50/],
  ["an Azure registry with a hyphen", { registry: { ...acr, name: "my-hub" } }, `${reg}.name`, /letters and digits/],
  ["an Azure registry by its host", { registry: { ...acr, name: "hubimages.azurecr.io" } }, `${reg}.name`, /letters/],
  ["an Azure registry without a name", { registry: { ...acr, name: undefined } }, `${reg}.name`, /missing/],
  ["an unknown tier", { registry: { ...acr, sku: "Free" } }, `${reg}.sku`, /one of Basic/],
  ["an unknown way to pull", { registry: { ...acr, pull: "anonymous" } }, `${reg}.pull`, /one of secret, role/],
  ["an Azure registry's empty project", { registry: { ...acr, project: "" } }, `${reg}.project`, /components/],
  ["an Azure registry's project, slash last", { registry: { ...acr, project: "a/" } }, `${reg}.project`, /'\/'/],
  [
    "a Docker ID for an Azure registry",
    { registry: { ...acr, username: "jdoe" } },
    `${reg}.username`,
    /belongs to registry\.type dockerHub, azureExisting, custom/,
  ],
  ["a blank in a token's name", { registry: { ...theirAcr, username: "a b" } }, `${reg}.username`, /name/],
  ["no password for an Azure registry that is there", withoutPassword(theirAcr), password, /hubimages\.azurecr\.io/],
];

const others: readonly Row[] = [
  ["a Google project by its name", google({ ...gcr, project: "My Project" }), `${reg}.project`, /project id/],
  ["a Google project of 5", google({ ...gcr, project: "abcde" }), `${reg}.project`, /project id/],
  ["an Artifact Registry without its region", google({ ...artifacts, region: undefined }), `${reg}.region`, /missing/],
  ["a region in words", google({ ...artifacts, region: "Europe West" }), `${reg}.region`, /europe-west4/],
  ["a repository in upper case", google({ ...artifacts, repository: "Binder" }), `${reg}.repository`, /repository/],
  ["a password for gcr.io", { registry: gcr, registryPassword: "pw" }, password, /JSON key of a service account/],
  [
    "a user's key for an Artifact Registry",
    { registry: artifacts, registryPassword: '{"type": "authorized_user"}' },
    password,
    /JSON key of a service account/,
  ],
  ["no key for gcr.io", withoutPassword(gcr), password, /missing: the JSON key/],
  ["no key for an Artifact Registry", withoutPassword(artifacts), password, /missing: the JSON key/],
  ["no password for a custom registry", withoutPassword(custom), password, /binder pushes.*registry\.example\.org/],
  ["a custom registry without TLS", { registry: { ...custom, url: "http://r.org" } }, `${reg}.url`, /https:\/\//],
  ["a custom registry without scheme", { registry: { ...custom, url: "r.org" } }, `${reg}.url`, /https:\/\//],
  ["a custom registry with a path", { registry: { ...custom, url: "https://r.org/a" } }, `${reg}.url`, /path/],
  [
    "a custom registry on a port that there is not",
    { registry: { ...custom, url: "https://r.org:99999" } },
    `${reg}.url`,
    /port/,
  ],
  ["a custom registry without a user", { registry: { ...custom, username: undefined } }, `${reg}.username`, /missing/],
  ["a custom path, slash first", { registry: { ...custom, path: "/images" } }, `${reg}.path`, /components/],
  [
    "images only in the node's Docker, on Azure",
    { registry: { type: "none" }, builder: "host" },
    `${reg}.type`,
    /none on Azure: several nodes/,
    { also: ["binderhub:builder"] },
  ],
  ["a registry in the cluster, on Azure", { registry: { type: "inCluster" } }, `${reg}.type`, /inCluster on Azure/],
  [
    "an Azure registry made for an existing cluster",
    { registry: acr },
    `${reg}.type`,
    /makes nothing in Azure/,
    existing,
  ],
  ["a volume without unit", { "registry.size": "20" }, `${reg}.size`, /such as 10Gi/, existing],
  [
    "a volume in bytes, as a number",
    { "registry.size": 20 },
    `${reg}.size`,
    /such as 10Gi/,
    {
      ...existing,
    },
  ],
  ["a volume of nothing", { "registry.size": "0Gi" }, `${reg}.size`, /such as 10Gi/, existing],
  [
    "a private range that is one address",
    { registry: { ...custom, privateRange: "10.1.2.3" } },
    `${reg}.privateRange`,
    /range of IPv4 addresses/,
  ],
  [
    "a private range of a registry that is public",
    { "registry.privateRange": "10.1.2.3/32" },
    `${reg}.privateRange`,
    /belongs to registry\.type custom/,
  ],
  ["a registry's port below the range", { "registry.nodePort": 5000 }, `${reg}.nodePort`, /30000 to 32767/, existing],
];

/** What is wrong with where images go. */
export const registryRows: readonly Row[] = [...dockerHub, ...azure, ...others];

function google(registry: object) {
  return { registry, ...googleKey };
}

function withoutPassword(registry: object) {
  return { registry, registryPassword: undefined };
}
