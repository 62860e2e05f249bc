import { goodSchedules } from "../components/schedule/good";
import { goodBackups } from "../components/backup/good";
import { goodCosts } from "../components/cost/good";
import { goodFolders } from "../components/folders/good";
import { goodPerPerson } from "../components/per-person/good";
import { goodPrivateRepositories } from "../components/private-repositories/good";
import { goodEvents } from "../components/events/good";
import { goodSizes } from "../components/sizes/good";
import { placedWell } from "../components/scheduling/good";
import { clouds } from "../../components/cluster/clouds";
import { coresOf } from "../../components/cluster/settings";
import { derivedDnsPrefix, derivedNodeResourceGroup } from "../../components/cluster/derived";
import {
  azurePlace,
  check,
  edited,
  type Edits,
  existingStack,
  goodStack,
  settingsOf,
  type StackConfig,
  standardLimits,
} from "./stack";

const a = (times: number) => "a".repeat(times);
const gpus = { vmSize: "Standard_NC4as_T4_v3", gpu: true, spot: true };
const secrets = ["registryPassword", "authClientSecret", "dummyPassword", "privateRepositoriesKey"].map(
  (name) => `binderhub:${name}`,
);

const good: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["the workshop's hub", {}],
  ["no azure group at all", { azure: undefined }],
  ["any other region", { "azure-native:location": "australiaeast" }],
  ["a resource group of 1", { "azure.resourceGroup": "a" }],
  ["a resource group of 90, its node group named", { "azure.resourceGroup": a(90), "azure.nodeResourceGroup": "n" }],
  ["a resource group with all signs", { "azure.resourceGroup": "-_.().(x)_" }],
  ["a derived node resource group of 80", { "azure.resourceGroup": a(80 - "MC__hubcluster_westeurope".length) }],
  ["a node resource group of 80", { "azure.nodeResourceGroup": a(80) }],
  ["a cluster name of 1", { "azure.clusterName": "7" }],
  ["a cluster name of 63", { "azure.clusterName": a(63), "azure.nodeResourceGroup": "nodes" }],
  ["a cluster name with all signs", { "azure.clusterName": "1-Hub_cluster9" }],
  ["a DNS prefix of 54", { "azure.dnsPrefix": a(54) }],
  ["one node", { "azure.nodeCount": 1 }],
  ["a cluster that just fits its quota, an upgrade's node with it", { "azure.nodeCount": 2, "azure.coreQuota": 6 }],
  ["the oldest Kubernetes that the chart takes", { "azure.kubernetesVersion": "1.28" }],
  ["a newer Kubernetes", { "azure.kubernetesVersion": "1.34" }],
  ["a constrained VM size, without a quota", { "azure.vmSize": "Standard_E4-2s_v5" }],
  ["a login for a group", { "azure.entraAccess.adminGroups": ["11111111-2222-3333-4444-555555555555"] }],
  ["a login for those who have a role", { "azure.entraAccess.azureRbac": true }],
  ["network policies by Calico", { "azure.networkPolicy": "calico" }],
  ["a Docker ID of 4", { "registry.username": "jd03" }],
  ["a Docker ID of 30", { "registry.username": a(30) }],
  ["an organisation", { "registry.organization": "mygroup" }],
  ["a prefix with all signs", { "registry.prefix": "binder.dev_2__x--y" }],
  ["a custom registry on a port", custom("https://registry.example.org:5000")],
  ["a DNS label of 3", { exposure: { type: "loadBalancer", dnsLabel: "h-1" } }],
  ["a DNS label that leaves room for -hub", { exposure: { type: "loadBalancer", dnsLabel: a(59) } }],
  ["a DNS label of 63 for a single host", { exposure: { type: "singleHost", dnsLabel: a(63) } }],
  ["a host of 253", { exposure: { type: "singleHost", host: `${"abc.".repeat(63)}d` } }],
  ["a record of several parts", zone("hub.workshop")],
  ["the zone itself", zone("@")],
  ["an external name like a Service's name", { "exposure.externalNames.binder-2": "data.example.org" }],
  ["another exact chart", { "chart.version": "1.0.0-0.dev.git.4001.habcdef0" }],
  ["a chart release", { "chart.version": "1.0.0" }],
  ["a chart folder", { "chart.path": "../binderhub/helm-chart/binderhub" }],
  ["a long timeout", { "chart.timeout": 7200 }],
  ["a namespace with digits and hyphens", { namespace: "binder-2" }],
  ["a namespace of 53", { namespace: a(53) }],
  ["a rotation", { tokenRotation: "after the leak of 3 May" }],
  ["the empty values that Pulumi.yaml's defaults give", { azure: {}, chart: {}, tokenRotation: "", storage: {} }],
  ["secrets that nobody needs", { authClientSecret: "x", dummyPassword: "y" }],
  ["other programs' and providers' keys", { "azure-native:tenantId": "x", "aws:region": "eu-west-1" }],
  ["admins and an allow rule", login({ allowedUsers: ["ada"], admins: ["grace"] })],
  ["several allow rules", login({ allowedUsers: ["ada"], allowedOrganizations: ["mygroup:team"] })],
  ["a volume under /data", { ...login({ allowAll: true }), "storage.mountPath": "/data/mine" }],
  ["a volume under /mnt", { ...login({ allowAll: true }), "storage.mountPath": "/mnt/a/b.c" }],
  ["a volume in a hidden folder", { ...login({ allowAll: true }), "storage.mountPath": "/home/jovyan/.keep" }],
  ["a logo of just the largest size, ending in upper case", { "branding.logo": "LOGO.PNG" }],
  ["a logo over https, of any ending", { "branding.logo": "https://example.org/logo" }],
  ["extra values of any depth", { "extraValues.config.BinderHub.per_repo_quota": 10, "extraValues.replicas": 2 }],
  ["five servers of one person", login({ allowAll: true, serversPerUser: 5 })],
  [
    "one server of one person, with a volume",
    { ...login({ allowAll: true, serversPerUser: 1 }), storage: { size: "1Gi" } },
  ],
  [
    "several servers that share a volume",
    {
      ...login({ allowAll: true, serversPerUser: 4 }),
      storage: { accessMode: "ReadWriteMany", storageClass: "azurefile-csi-premium" },
    },
  ],
  [
    "a volume that many nodes can use, on a cluster that is there",
    { ...login({ allowAll: true }), storage: { accessMode: "ReadWriteMany" } },
    existingStack,
  ],
  ["a private address", { exposure: { type: "singleHost", internal: { address: "10.224.255.10" } } }],
  [
    "a private address in a subnet, with a name and one's own certificate",
    {
      exposure: {
        type: "singleHost",
        host: "hub.lab.example",
        internal: { address: "172.16.0.9", subnet: "apps_1" },
        https: { secret: "hub-tls" },
      },
    },
  ],
  [
    "a private address, on a cluster that is there",
    { exposure: { type: "singleHost", internal: { address: "192.168.7.7" } } },
    existingStack,
  ],
  [
    "Entra ID with one's own certificate",
    { ...entra({ allowAll: true }), exposure: { type: "singleHost", host: "hub.lab", https: { secret: "tls" } } },
  ],
  [
    "one's own certificate, without a second port",
    {
      exposure: { type: "singleHost", host: "hub.example.org", https: { secret: "hub-tls" } },
      "extraValues.jupyterhub.proxy.service.disableHttpPort": true,
    },
  ],
  ["a path of two parts", { exposure: { type: "singleHost", dnsLabel: "myhub", path: "/teaching/jupyter-1" } }],
  // Values that other hubs have, and that undo nothing.
  [
    "a registry of one's own without TLS",
    {
      registry: { type: "custom", url: "https://10.1.2.3:5000", username: "binder", prefix: "binder" },
      "extraValues.registry.url": "http://10.1.2.3:5000",
    },
  ],
  ["a hub that stays where it is", { "extraValues.jupyterhub.hub.redirectToServer": false }],
  ["origins that may embed the page", { "extraValues.config.BinderHub.cors_allow_origin": "*" }],
  ["labels of a Service", { "extraValues.service.labels": { team: "data" } }],
  [
    "annotations of a Service for monitoring",
    { "extraValues.service.annotations": { "prometheus.io/scrape": "true" } },
  ],
  [
    "an annotation of Azure that moves no address",
    {
      "extraValues.jupyterhub.proxy.service.annotations": {
        "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout": "30",
      },
    },
  ],
  ["sources that may connect", { "extraValues.jupyterhub.proxy.service.loadBalancerSourceRanges": ["203.0.113.0/24"] }],
  ["what BinderHub's service may show", { "extraValues.jupyterhub.hub.services.binder.display": true }],
  ["another service of the hub", { "extraValues.jupyterhub.hub.services.announcement": { url: "http://a" } }],
  ["another role", { "extraValues.jupyterhub.hub.loadRoles.reader": { scopes: ["read:users"], users: ["ada"] } }],
  [
    "more rights for BinderHub",
    { "extraValues.jupyterhub.hub.loadRoles.binder.scopes": ["servers", "admin:users", "tokens"] },
  ],
  ["code of one's own in the hub", { "extraValues.jupyterhub.hub.extraConfig.10-mine": "c.Spawner.debug = True" }],
  ["data servers that users reach", { "extraValues.jupyterhub.singleuser.networkPolicy.egress": [{ to: [] }] }],
  ["a disk that everybody shares", { "extraValues.jupyterhub.singleuser.storage": { extraVolumes: [], type: "none" } }],
  ["another interface, without login", { "extraValues.jupyterhub.singleuser.cmd": ["jupyter-lab"] }],
  ["no ingress, as by default", { "extraValues.ingress": { enabled: false, hosts: ["hub.example.org"] } }],
  ["HTTPS off, as by default", { "extraValues.jupyterhub.proxy.https.enabled": false }],
  ["what the program writes too", { "extraValues.config.BinderHub.use_registry": true }],
  [
    "another scope of a login, and another command",
    {
      ...login({ allowedUsers: ["ada"] }),
      "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.scope": ["read:user"],
      "extraValues.jupyterhub.singleuser.cmd": ["jupyterhub-singleuser", "--debug"],
    },
  ],
  [
    "an allow rule of GitHub's in extra values",
    { ...login({}), "extraValues.jupyterhub.hub.config.GitHubOAuthenticator.allowed_organizations": ["mygroup"] },
  ],
  ["administrators alone", login({ admins: ["ada"] })],
  ["one group of Entra ID", entra({ allowedGroups: ["11111111-1111-1111-1111-111111111111"] })],
  ["roles of an app in Entra ID", entra({ allowedGroups: ["Binder.User"], groupsClaim: "roles" })],
  ["administrators of Entra ID by their group, with a blank", entra({ adminGroups: ["Data Science"] })],
  ["groups of Keycloak, by their paths", openId({ allowedGroups: ["/jupyter_users"], adminGroups: ["/admins"] })],
  ["roles of Keycloak, inside of a claim", openId({ allowedGroups: ["user"], groupsClaim: "realm_access.roles" })],
  ["groups of Cognito", openId({ allowedGroups: ["lab"], groupsClaim: "cognito:groups" })],
  ["a project of GitLab", { ...login({}), auth: { type: "gitlab", clientId: "id", allowedProjects: [278_964] } }],
  [
    "groups of Google in extra values",
    {
      ...google({ hostedDomains: ["x.org"] }),
      "extraValues.jupyterhub.hub.config.GoogleOAuthenticator.allowed_google_groups": { "x.org": ["lab"] },
    },
  ],
  [
    "an annotation for an address, on a cluster that is there",
    {
      "extraValues.service.annotations": { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
    },
    existingStack,
  ],
  ["a fixed pool of no zones", { "azure.pools": { a: { role: "build", min: 3, max: 3 } } }],
  ["a pool of 12, empty at times", { "azure.pools": { [a(12)]: { role: "user", min: 0, zones: ["1", "2", "3"] } } }],
  ["spot nodes with GPUs beside others", { "azure.pools": { users: pool({}), gpus: pool(gpus) } }],
  ["pools that just fit the quota", { "azure.pools": { users: pool({ max: 1 }) }, "azure.coreQuota": 16 }],
  ["a quarter of a core", { "limits.userCpu": 0.5, "limits.userCpuGuarantee": 0.25 }],
  ["memory in fractions", { "limits.userMemory": "1.5G", "limits.userMemoryGuarantee": "512M" }],
  ["one organisation's repositories alone", { "repositories.allowed": ["github.com/mygroup/*"] }],
  ["a pasted address", { "repositories.allowed": ["https://www.github.com/mygroup/course.git"] }],
  [
    "everything of an archive and of a group",
    { "repositories.allowed": ["doi.org/10.5281/*", "gitlab.com/team/sub/*"] },
  ],
  ["a Git server on a port", { "repositories.allowed": ["git.example.org:3000/team/*"] }],
  ["a Git server without encryption", { "repositories.allowed": ["http://git.lan/*"] }],
  ["courses by the beginning of their names", { "repositories.allowed": ["github.com/org/course-*"] }],
  ["one gist", { "repositories.allowed": ["gist.github.com/ada/0123456789abcdef"] }],
  ["a dataset of Dataverse", { "repositories.allowed": ["doi.org/10.7910/DVN/TJCLKP"] }],
  ["a CKAN server's datasets", { "repositories.allowed": ["demo.ckan.org/dataset/*"] }],
  ["an account's gists, banned", { "repositories.banned": ["gist.github.com/ada/*"] }],
  ["all of a host banned", { "repositories.banned": ["github.com/*"] }],
  ["GitHub and Zenodo alone", { "repositories.sources": ["github", "zenodo"] }],
  [
    "a source with a pattern each",
    { "repositories.sources": ["github", "zenodo"], "repositories.allowed": ["github.com/a/*", "doi.org/*"] },
  ],
  [
    "GitHub through git too",
    { "repositories.sources": ["github", "git"], "repositories.allowed": ["github.com/mygroup/*"] },
  ],
  ["a higher quota by pattern", { "repositories.highQuota": ["github.com/mygroup/*"], "limits.highQuota": 100 }],
  [
    "an older list beside patterns",
    { "limits.bannedRepos": ["^ines/spacy-binder.*"], "repositories.banned": ["gitlab.com/x/*"] },
  ],
  [
    "Python's own words in a regular expression",
    { "limits.bannedRepos": ["(?i)^a/", "^(?P<who>b)/", "^(?!mygroup/)"] },
  ],
  ["a ban of BinderHub's documentation", { "limits.bannedRepos": ["^ines/spacy-binder.*", "^aschen/ml-training.*"] }],
  ["a ban of all but one organisation, of the same", { "limits.bannedRepos": ["^(?!myorg\\/.*).*$"] }],
  [
    "a public hub for one tutorial: Climate-REF's",
    {
      "limits.allowedRepos": ["^Climate-REF/climate-ref-tutorials/.*$"],
      "limits.bannedRepos": ["^(?!Climate-REF/climate-ref-tutorials/).*$"],
    },
  ],
  ["the same by a pattern", { "repositories.allowed": ["github.com/Climate-REF/climate-ref-tutorials"] }],
  ["lists in extra values where no setting has any", { "extraValues.config.GitHubRepoProvider.banned_specs": ["^c/"] }],
  [
    "a GitHub server of one's own",
    {
      "extraValues.config.GitHubRepoProvider.hostname": "github.example.org",
      "repositories.allowed": ["github.example.org/team/*"],
    },
  ],
  [
    "servers of one's own, with a port",
    {
      "repositories.githubHost": "github.example.org",
      "repositories.gitlabHost": "git.example.org:8443",
      "repositories.allowed": ["github.example.org/team/*", "git.example.org:8443/team/*"],
    },
  ],
  [
    "a server of one's own in both places",
    {
      "repositories.gitlabHost": "git.example.org",
      "extraValues.config.GitLabRepoProvider.hostname": "git.example.org",
    },
  ],
  [
    "a lecture room that is exempt",
    { "limits.launchRate": 10, "limits.launchRateExempt": ["203.0.113.0/24", "198.51.100.7/32"] },
  ],
  ["networks that are banned", { "limits.bannedNetworks": ["198.51.100.128/25", "255.255.255.255/32"] }],
  ["maintenance", { "limits.totalQuota": 0 }],
  ["an image by a registry's port", { "scheduling.prePull": ["localhost:5000/a/b:v1.0_x"] }],
  ["a tag with a blank and a dot", { tags: { "cost centre 1.a": "" } }],
  ["ranges of all and of one", { "azure.apiServerRanges": ["0.0.0.0/0", "255.255.255.255/32"] }],
  ["protection, as Pulumi.yaml's type gives it", { protect: "true" }],
  ["people of one Google domain by bare names", google({ hostedDomains: ["x.org"], admins: ["ada"] })],
  ["people of Google by e-mail", google({ hostedDomains: ["x.org", "y.org"], admins: ["ada@x.org"] })],
  ["Google on localhost", { ...google({ allowAll: true }), exposure: { type: "clusterIP" } }],
  ["Google on the nodes of localhost", { ...google({ allowAll: true }), ...ports(30_001, 30_002) }, existingStack],
  ["a width without unit", { "branding.logo": "./logo.svg", "branding.logoWidth": "320" }],
  ["a cluster that is there", {}, existingStack],
  ["NodePorts at both ends of the range", ports(30_001, 32_767), existingStack],
  ["a host that is an address", { ...ports(30_001, 30_002), "existing.host": "192.168.1.7" }, existingStack],
  ["no location for a cluster that is there", { "azure-native:location": undefined }, existingStack],
  ["an azure group that a cluster that is there ignores", { "azure.coreQuota": 2 }, existingStack],
  ["images in the node's own Docker", { registry: { type: "none" }, builder: "host" }, existingStack],
];

describe("good settings are taken", () => {
  test.each(
    [
      ...good,
      ...placedWell,
      ...goodPrivateRepositories,
      ...goodFolders,
      ...goodEvents,
      ...goodSizes,
      ...goodPerPerson,
      ...goodBackups,
      ...goodCosts,
      ...goodSchedules,
    ].map(([name, edits, base = goodStack]) => [name, edits, base] as const),
  )("%s", (_name, edits, base) => {
    expect(check(edited(edits, base), secrets).problems).toEqual([]);
  });
});

test("what a stack does not say is filled in, and nothing else is", () => {
  expect(settingsOf(edited({ azure: undefined }))).toEqual({
    cloud: clouds[0],
    place: {
      platform: "azure",
      location: "westeurope",
      resourceGroup: "binderhub",
      clusterName: "hubcluster",
      nodeCount: 3,
      vmSize: "Standard_D2s_v5",
      networkPolicy: "cilium",
      tier: "Free",
      maintenance: { day: "Sunday", start: "02:00", hours: 4, utcOffset: "+00:00" },
      pools: {},
      quotas: {},
    },
    registry: { type: "dockerHub", username: "jdoe", prefix: "binder-dev", private: false },
    exposure: { type: "loadBalancer" },
    auth: { type: "none" },
    branding: {},
    builder: "dind",
    chart: {
      version: "1.0.0-0.dev.git.3983.h383374de",
      repository: "https://jupyterhub.github.io/helm-chart",
      timeout: 1200,
      historyLimit: 10,
    },
    namespace: "binderhub",
    limits: standardLimits,
    buildDaemon: {},
    builds: { reach: [] },
    network: {},
    operate: { check: false },
    imageCleaner: { enabled: true },
    culling: {},
    perPerson: {},
    cost: { hoursPerWeek: 4, busyHours: 40, traffic: 0.02, images: 100, prices: {} },
    sharing: {},
    repositories: {},
    privateRepositories: { type: "none" },
    scheduling: { placeholders: 0, prePull: [] },
    environment: "development",
    protect: false,
    mayDelete: [],
    monitoring: { type: "none" },
    backup: { type: "none" },
    tags: {},
    tokenRotation: "",
    extraValues: {},
    folders: {},
    pictures: {},
  });
});

test("secrets come apart from the settings", () => {
  const { secrets: found } = check(edited({})) as { secrets?: unknown };
  expect(found).toEqual({ registryPassword: "s3cret-canary" });
});

test.each<readonly [string, number | undefined]>([
  ["Standard_D2s_v5", 2],
  ["Standard_D16ads_v5", 16],
  ["Standard_DS2_v2", 2],
  ["Standard_DS3_v2", 4],
  ["Standard_D13_v2", 8],
  ["Standard_NC24ads_A100_v4", 24],
  ["Standard_E4-2s_v5", undefined],
])("%s has %p cores", (size, cores) => {
  expect(coresOf(size)).toBe(cores);
});

describe("derived names", () => {
  test.each<readonly [string, Edits, string]>([
    ["as Azure would call it", {}, "MC_testhub_hubcluster_westeurope"],
    ["as set", { "azure.nodeResourceGroup": "nodes" }, "nodes"],
  ])("node resource group %s", (_name, edits, expected) => {
    expect(derivedNodeResourceGroup(azurePlace(settingsOf(edited(edits))))).toBe(expected);
  });

  test.each<readonly [string, Edits, string]>([
    ["the cluster's name", {}, "hubcluster"],
    ["the cluster's name without underscores", { "azure.clusterName": "my_hub" }, "my-hub"],
    ["the name, cut before a hyphen", { "azure.clusterName": `${a(53)}-bc`, "azure.nodeResourceGroup": "n" }, a(53)],
    ["as set", { "azure.dnsPrefix": "workshop" }, "workshop"],
  ])("DNS prefix: %s", (_name, edits, expected) => {
    expect(derivedDnsPrefix(azurePlace(settingsOf(edited(edits))))).toBe(expected);
  });
});

function custom(url: string): Edits {
  return { registry: { type: "custom", url, username: "binder", prefix: "binder" } };
}

function zone(record: string): Edits {
  return { exposure: { type: "singleHost", zone: { name: "example.org", resourceGroup: "dns", record } } };
}

function login(keys: object): Edits {
  return { auth: { type: "github", clientId: "id", ...keys }, authClientSecret: "client-secret" };
}

function google(keys: object): Edits {
  const exposure = { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } };
  return { exposure, auth: { type: "google", clientId: "id", ...keys }, authClientSecret: "client-secret" };
}

function entra(keys: object): Edits {
  const tenantId = "00000000-0000-0000-0000-000000000000";
  return { ...google({}), auth: { type: "entra", clientId: "id", tenantId, ...keys } };
}

function openId(keys: object): Edits {
  const [authorizeUrl, tokenUrl, userdataUrl] = ["auth", "token", "userinfo"].map(
    (end) => `https://sso.example.org/${end}`,
  );
  return {
    ...login({}),
    auth: { type: "openIdConnect", clientId: "id", authorizeUrl, tokenUrl, userdataUrl, ...keys },
  };
}

function pool(keys: object) {
  return { role: "user", ...keys };
}

function ports(binderPort: number, hubPort: number): Edits {
  return { exposure: { type: "nodePort", binderPort, hubPort } };
}
