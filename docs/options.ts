/** A stack's configuration as an object, by the keys after `binderhub:`. Groups are objects. */
export type Config = Readonly<Record<string, unknown>>;

/** One option that a stack can choose, with its settings. */
export interface Option {
  readonly name: string;
  readonly settings: Config;
}

const prefix = "binder";
const client = { clientId: "client-id" };
const email = "me@example.org";
const office = { up: "Mon-Fri 08:00", down: "20:00", timeZone: "America/Los_Angeles" };
const options = (choices: Readonly<Record<string, Config>>): Option[] =>
  Object.entries(choices).map(([name, settings]) => ({ name, settings }));

/**
 * Everything that a stack can choose, by axis. A stack has one option of each axis. The tables in the documentation and the tests of all pairs are
 * made from it.
 */
export const axes = {
  platform: options({
    azure: { platform: "azure", "azure-native:location": "westeurope" },
    existing: { platform: "existing", existing: { context: "kind-binder", host: "hub.example.org" } },
  }),
  exposure: options({
    loadBalancer: { exposure: { type: "loadBalancer", externalNames: { data: "data.example.org" } } },
    "loadBalancer, dnsLabel": { exposure: { type: "loadBalancer", dnsLabel: "myhub" } },
    singleHost: { exposure: { type: "singleHost" } },
    "singleHost, https": { exposure: { type: "singleHost", https: { email } } },
    "singleHost, dnsLabel": { exposure: { type: "singleHost", dnsLabel: "myhub" } },
    "singleHost, dnsLabel, https": { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email } } },
    "singleHost, zone, https": {
      exposure: {
        type: "singleHost",
        zone: { name: "example.org", resourceGroup: "dns", record: "hub" },
        https: { email, staging: true },
      },
    },
    "singleHost, host, https": { exposure: { type: "singleHost", host: "hub.example.org", https: { email } } },
    "singleHost, host, https, hold": {
      exposure: { type: "singleHost", host: "hub.example.org", hold: true, https: { email } },
    },
    "singleHost, dnsLabel, path": { exposure: { type: "singleHost", dnsLabel: "myhub", path: "/jupyter" } },
    "singleHost, internal, own certificate": {
      exposure: {
        type: "singleHost",
        host: "hub.example.org",
        internal: { address: "10.224.255.10" },
        https: { secret: "hub-tls" },
      },
    },
    nodePort: { exposure: { type: "nodePort" } },
    clusterIP: { exposure: { type: "clusterIP" } },
  }),
  registry: options({
    dockerHub: { registry: { type: "dockerHub", username: "yourdockerid", prefix } },
    "dockerHub, private": {
      registry: { type: "dockerHub", username: "yourdockerid", organization: "mygroup", prefix, private: true },
    },
    azure: { registry: { type: "azure", name: "mygroupbinder", prefix } },
    "azure, pull by role": { registry: { type: "azure", name: "mygroupbinder", prefix, pull: "role" } },
    azureExisting: { registry: { type: "azureExisting", name: "mygroupbinder", prefix } },
    googleArtifactRegistry: {
      registry: {
        type: "googleArtifactRegistry",
        region: "europe-west4",
        project: "my-project",
        repository: "binder",
        prefix,
      },
    },
    gcr: { registry: { type: "gcr", project: "my-project", prefix } },
    custom: { registry: { type: "custom", url: "https://registry.example.org", username: "binder", prefix } },
    none: { registry: { type: "none" } },
    inCluster: { registry: { type: "inCluster" } },
  }),
  builder: options({ dind: { builder: "dind" }, pink: { builder: "pink" }, host: { builder: "host" } }),
  builds: options({
    none: {},
    "appendix, base image": {
      builds: {
        image: "quay.io/jupyterhub/repo2docker:2024.07.0",
        baseImage: "registry.example.org/it/buildpack-deps:2026-10",
        appendix: "RUN pip install --no-cache-dir nbgitpuller",
        buildArguments: { CRAN_MIRROR: "https://cran.example.org" },
        environment: { GIT_TRACE: "1" },
        timeout: 3600,
      },
    },
  }),
  network: options({
    none: {},
    proxy: { network: { proxy: { http: "http://10.1.2.3:3128", noProxy: [".example.org"] } } },
  }),
  auth: options({
    none: {},
    github: { auth: { type: "github", ...client, allowedOrganizations: ["mygroup"], admins: ["ada"] } },
    gitlab: { auth: { type: "gitlab", ...client, allowedGroups: ["mygroup"] } },
    google: { auth: { type: "google", ...client, hostedDomains: ["example.org"] } },
    entra: {
      auth: {
        type: "entra",
        ...client,
        tenantId: "00000000-0000-0000-0000-000000000000",
        allowedUsers: ["ada@example.org"],
      },
    },
    openIdConnect: {
      auth: {
        type: "openIdConnect",
        ...client,
        authorizeUrl: "https://login.example.org/authorize",
        tokenUrl: "https://login.example.org/token",
        userdataUrl: "https://login.example.org/userinfo",
        allowAll: true,
      },
    },
    dummy: { auth: { type: "dummy", allowAll: true } },
  }),
  privateRepositories: options({
    none: {},
    githubApp: { privateRepositories: { type: "githubApp", appId: 123_456, repositories: ["github.com/mygroup/*"] } },
    perUser: { privateRepositories: { type: "perUser" } },
  }),
  monitoring: options({
    none: {},
    azure: { monitoring: { type: "azure" } },
    inCluster: { monitoring: { type: "inCluster" } },
  }),
  backup: options({
    none: {},
    azure: { backup: { type: "azure", account: "mygroupbackup" } },
    restic: { backup: { type: "restic", repository: "s3:https://s3.example.org/hub-backup" } },
  }),
  cost: options({ none: {}, budget: { cost: { monthlyBudget: 50_000, tell: ["me@example.org"], people: 100 } } }),
  schedule: options({
    none: {},
    cluster: { schedule: { ...office, sleep: "cluster", tell: ["me@example.org"] } },
  }),
  events: options({
    none: {},
    workshop: {
      events: [
        {
          ...{ name: "pyintro", repository: "https://github.com/binder-examples/requirements", people: 40 },
          ...{ start: "2027-03-04 10:00", end: "12:00", timeZone: "America/Los_Angeles" },
        },
      ],
    },
  }),
  storage: options({ none: {}, "a volume each": { storage: { size: "2Gi", storageClass: "managed-csi" } } }),
  perPerson: options({ none: {}, "hours per week": { perPerson: { hoursPerWeek: 20 } } }),
  branding: options({
    none: {},
    texts: {
      branding: {
        logo: "https://example.org/logo.svg",
        logoWidth: "320px",
        about: "Run by <us>",
        bannerHtml: "<b>Down on Friday</b>",
        helpLink: "https://example.org/help",
        headerHtml: '<meta name="robots" content="noindex">',
        footerHtml: "<footer>Imprint</footer>",
      },
    },
    pages: { branding: { pages: { repository: "https://github.com/me/binderhub-custom-files", tag: "v1" } } },
  }),
  size: options({
    "one pool, the chart's limits": {},
    "pools, limits, production": {
      environment: "production",
      tags: { owner: "ada", costCenter: "4711" },
      azure: {
        tier: "Standard",
        apiServerRanges: ["203.0.113.7/32"],
        pools: {
          users: { role: "user", max: 10, zones: ["1", "2"] },
          cheap: { role: "user", spot: true, min: 0 },
          builds: { role: "build", min: 2, max: 2 },
          gpus: { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 0 },
        },
      },
      scheduling: { placeholders: 3, prePull: ["quay.io/jupyter/base-notebook:2025-12-31"] },
      limits: {
        userMemoryGuarantee: "512M",
        userCpuGuarantee: 0.1,
        buildMemory: "4Gi",
        buildCpu: 2,
        buildMemoryRequest: "1Gi",
        totalQuota: 100,
        repoQuota: 50,
        highQuota: 100,
        highQuotaRepos: ["^mygroup/"],
        bannedRepos: ["^somebody/miner"],
        allowedRepos: ["^[a-z]"],
        launchRate: 10,
        maximumAge: 21_600,
      },
      sizes: [
        { name: "gpu", repositories: ["github.com/mygroup/deep-*"], memory: "8G", cpu: 4, gpu: 1, atOnce: 3, hours: 4 },
        { name: "course", repositories: ["github.com/mygroup/*"], memory: "3G" },
      ],
    },
  }),
  extraValues: options({ none: {}, some: { extraValues: { config: { BinderHub: { per_repo_quota: 10 } } } } }),
} as const satisfies Readonly<Record<string, readonly Option[]>>;

/** Name of an axis. */
export type Axis = keyof typeof axes;

/** A stack, as its option on each axis. */
export type Choice = Readonly<Record<Axis, Option>>;

/** The names of all axes. */
export const axisNames = Object.keys(axes) as readonly Axis[];
