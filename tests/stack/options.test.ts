import { axes, type Axis, axisNames, type Option } from "../../docs/options";
import { type Settings } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { option, stackWith } from "./option-stacks";
import { azurePlace, standardLimits } from "./stack";

const standardCost = { hoursPerWeek: 4, busyHours: 40, traffic: 0.02, images: 100, prices: {} };
const standardBackups = {
  ...{ every: "24h", at: "02:41", keep: { days: 14, weeks: 8, months: 6 } },
  image: versions.restic.is,
};
const standardPool = { role: "user", vmSize: "Standard_D4s_v5", min: 1, max: 3, spot: false, gpu: false };

/** What each example of an option amounts to, defaults filled in: the group that its axis is named after, or for the size several. */
const office = {
  ...{ up: "Mon-Fri 08:00", down: "20:00", timeZone: "America/Los_Angeles", warmUp: "15m", finish: "1h" },
};
const results: Readonly<Record<Exclude<Axis, "platform">, Readonly<Record<string, unknown>>>> = {
  exposure: {
    loadBalancer: { type: "loadBalancer", externalNames: { data: "data.example.org" } },
    "loadBalancer, dnsLabel": { type: "loadBalancer", dnsLabel: "myhub" },
    singleHost: { type: "singleHost", hold: false },
    "singleHost, https": { type: "singleHost", hold: false, https: { email: "me@example.org", staging: false } },
    "singleHost, dnsLabel": { type: "singleHost", hold: false, dnsLabel: "myhub" },
    "singleHost, dnsLabel, https": {
      type: "singleHost",
      hold: false,
      dnsLabel: "myhub",
      https: { email: "me@example.org", staging: false },
    },
    "singleHost, zone, https": {
      type: "singleHost",
      hold: false,
      zone: { name: "example.org", resourceGroup: "dns", record: "hub" },
      https: { email: "me@example.org", staging: true },
    },
    "singleHost, host, https": {
      type: "singleHost",
      hold: false,
      host: "hub.example.org",
      https: { email: "me@example.org", staging: false },
    },
    "singleHost, host, https, hold": {
      type: "singleHost",
      hold: true,
      host: "hub.example.org",
      https: { email: "me@example.org", staging: false },
    },
    "singleHost, dnsLabel, path": { type: "singleHost", hold: false, dnsLabel: "myhub", path: "/jupyter" },
    "singleHost, internal, own certificate": {
      type: "singleHost",
      hold: false,
      host: "hub.example.org",
      internal: { address: "10.224.255.10" },
      https: { secret: "hub-tls", staging: false },
    },
    nodePort: { type: "nodePort", binderPort: 30_901, hubPort: 30_902 },
    clusterIP: { type: "clusterIP", binderPort: 8000, hubPort: 8001 },
  },
  monitoring: {
    none: { type: "none" },
    azure: {
      type: "azure",
      alerts: {},
      logs: { audit: true, parts: true, launches: { record: true, keep: 90 }, keep: 30, dailyCap: 1 },
    },
    inCluster: {
      ...{ type: "inCluster", keep: "30d", size: "10Gi", alerts: {}, extraValues: {} },
      chart: { version: "29.27.0", repository: "https://prometheus-community.github.io/helm-charts" },
    },
  },
  schedule: {
    none: undefined,
    cluster: { ...office, sleep: "cluster", tell: ["me@example.org"], wakeOnVisit: false },
  },
  events: {
    none: undefined,
    workshop: [
      {
        ...{ name: "pyintro", repository: "https://github.com/binder-examples/requirements", ref: "HEAD", people: 40 },
        ...{ start: "2027-03-04 10:00", end: "12:00", timeZone: "America/Los_Angeles" },
        ...{ arriveWithin: "5m", perPerson: {}, prepare: "24h" },
      },
    ],
  },
  registry: {
    dockerHub: { type: "dockerHub", username: "yourdockerid", prefix: "binder", private: false },
    "dockerHub, private": {
      type: "dockerHub",
      username: "yourdockerid",
      organization: "mygroup",
      prefix: "binder",
      private: true,
    },
    azure: { type: "azure", name: "mygroupbinder", sku: "Basic", pull: "secret", project: "binder", prefix: "binder" },
    "azure, pull by role": {
      type: "azure",
      name: "mygroupbinder",
      sku: "Basic",
      pull: "role",
      project: "binder",
      prefix: "binder",
    },
    azureExisting: { type: "azureExisting", name: "mygroupbinder", project: "binder", prefix: "binder" },
    googleArtifactRegistry: {
      type: "googleArtifactRegistry",
      region: "europe-west4",
      project: "my-project",
      repository: "binder",
      prefix: "binder",
    },
    gcr: { type: "gcr", project: "my-project", prefix: "binder" },
    custom: { type: "custom", url: "https://registry.example.org", username: "binder", prefix: "binder" },
    none: { type: "none", prefix: "binder" },
    inCluster: { type: "inCluster", prefix: "binder", size: "20Gi", nodePort: 30_000 },
  },
  builder: { dind: "dind", pink: "pink", host: "host" },
  builds: {
    none: { reach: [] },
    "appendix, base image": {
      image: "quay.io/jupyterhub/repo2docker:2024.07.0",
      baseImage: "registry.example.org/it/buildpack-deps:2026-10",
      appendix: "RUN pip install --no-cache-dir nbgitpuller",
      appendixText: "RUN pip install --no-cache-dir nbgitpuller",
      buildArguments: { CRAN_MIRROR: "https://cran.example.org" },
      environment: { GIT_TRACE: "1" },
      timeout: 3600,
      reach: [],
    },
  },
  network: { none: {}, proxy: { proxy: { http: "http://10.1.2.3:3128", noProxy: [".example.org"] } } },
  auth: {
    none: { type: "none" },
    github: { type: "github", clientId: "client-id", allowedOrganizations: ["mygroup"], admins: ["ada"] },
    gitlab: { type: "gitlab", clientId: "client-id", url: "https://gitlab.com", allowedGroups: ["mygroup"] },
    google: { type: "google", clientId: "client-id", hostedDomains: ["example.org"] },
    entra: {
      type: "entra",
      clientId: "client-id",
      tenantId: "00000000-0000-0000-0000-000000000000",
      groupsClaim: "groups",
      allowedUsers: ["ada@example.org"],
    },
    openIdConnect: {
      type: "openIdConnect",
      clientId: "client-id",
      authorizeUrl: "https://login.example.org/authorize",
      tokenUrl: "https://login.example.org/token",
      userdataUrl: "https://login.example.org/userinfo",
      usernameClaim: "preferred_username",
      scopes: ["openid", "profile", "email"],
      loginService: "OpenID Connect",
      groupsClaim: "groups",
      allowAll: true,
    },
    dummy: { type: "dummy", allowAll: true },
  },
  privateRepositories: {
    none: { type: "none" },
    githubApp: { type: "githubApp", appId: 123_456, repositories: ["github.com/mygroup/*"] },
    token: { type: "token", username: "oauth2", repositories: ["gitlab.com/mygroup/*"] },
    sshKey: {
      type: "sshKey",
      knownHosts: ["git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
      repositories: ["git.example.org/team/*"],
    },
    perUser: { type: "perUser" },
  },
  cost: {
    none: standardCost,
    budget: { ...standardCost, monthlyBudget: 50_000, tell: ["me@example.org"], people: 100 },
  },
  backup: {
    none: { type: "none" },
    azure: { ...standardBackups, type: "azure", account: "mygroupbackup", redundancy: "LRS" },
    restic: { ...standardBackups, type: "restic", repository: "s3:https://s3.example.org/hub-backup" },
  },
  storage: {
    none: undefined,
    "a volume each": {
      size: "2Gi",
      whenUserIsDeleted: "delete",
      storageClass: "managed-csi",
      accessMode: "ReadWriteOnce",
      mountPath: "/home/jovyan/persistent",
    },
  },
  perPerson: { none: {}, "hours per week": { hoursPerWeek: 20 } },
  branding: {
    none: {},
    texts: {
      logo: "https://example.org/logo.svg",
      logoWidth: "320px",
      about: "Run by <us>",
      bannerHtml: "<b>Down on Friday</b>",
      helpLink: "https://example.org/help",
      headerHtml: '<meta name="robots" content="noindex">',
      footerHtml: "<footer>Imprint</footer>",
    },
    pages: { pages: { repository: "https://github.com/me/binderhub-custom-files", tag: "v1" } },
  },
  size: {
    "one pool, the chart's limits": {
      environment: "development",
      tags: {},
      apiServerRanges: undefined,
      pools: {},
      scheduling: { placeholders: 0, prePull: [] },
      limits: standardLimits,
      sizes: undefined,
    },
    "pools, limits, production": {
      environment: "production",
      tags: { owner: "ada", costCenter: "4711" },
      apiServerRanges: ["203.0.113.7/32"],
      pools: {
        users: { ...standardPool, max: 10, zones: ["1", "2"] },
        cheap: { ...standardPool, spot: true, min: 0 },
        builds: { ...standardPool, role: "build", min: 2, max: 2 },
        gpus: { ...standardPool, vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 0 },
      },
      scheduling: { placeholders: 3, prePull: ["quay.io/jupyter/base-notebook:2025-12-31"] },
      limits: {
        ...standardLimits,
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
  },
  extraValues: { none: {}, some: { config: { BinderHub: { per_repo_quota: 10 } } } },
};

const options = axisNames.flatMap((axis) =>
  axes[axis].map((example: Option) => [axis, example.name, example] as const),
);

describe("the example of every option goes with a stack, and amounts to exactly this", () => {
  test.each(options)("%s: %s", (axis, name, example) => {
    const settings = stackWith(axis, example);
    if (axis === "platform") expect(settings.place.platform).toBe(name);
    else expect(axis === "size" ? sizeOf(settings) : settings[axis]).toEqual(results[axis][name]);
  });
});

/** The groups that the size of a hub spans. */
function sizeOf(settings: Settings) {
  const { pools, apiServerRanges } = azurePlace(settings);
  const { environment, tags, scheduling, limits, sizes } = settings;
  return { environment, tags, apiServerRanges, pools, scheduling, limits, sizes };
}

test("an https logo is its own URL", () => {
  expect(stackWith("branding", option("branding", "texts")).pictures).toEqual({ logo: "https://example.org/logo.svg" });
});

test("a cluster that is there is told by kubeconfig and context", () => {
  const { place } = stackWith("platform", option("platform", "existing"));
  expect(place).toMatchObject({
    kubeconfig: expect.stringMatching(/^\/.*\/\.kube\/config$/) as unknown,
    context: "kind-binder",
  });
});
