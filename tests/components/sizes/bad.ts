import { edited, existingStack, goodStack } from "../../stack/stack";
import { type Edits } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";
import { encrypted, gpuSize, pools, sizedStack, withSizes } from "./stacks";

const key = (name?: string, index = 0) => `binderhub:sizes[${index}]${name === undefined ? "" : `.${name}`}`;
const more: More = { base: sizedStack, encrypted };
const one = (entry: object): Edits => withSizes({ name: "a", ...entry });
const gpu = (entry: object): Edits => withSizes(gpuSize(entry));
const there: More = { base: existingStack };
const extra = (path: string, value: unknown): Edits => ({ ...gpu({}), [`extraValues.${path}`]: value });
const at = (path: string) => `binderhub:extraValues.${path}`;

const shapes: readonly Row[] = [
  ["sizes by their names", { sizes: { gpu: { memory: "8G" } } }, "binderhub:sizes", /a list of sizes/],
  ["no sizes in a list", { sizes: [] }, "binderhub:sizes", /at least one size/],
  ["a size without name", withSizes({ memory: "8G" }), key("name"), /is missing/],
  ["a size with a blank in its name", one({ name: "big one" }), key("name"), /lower-case letters/],
  ["a size's memory in Gi", one({ memory: "8Gi" }), key("memory"), /such as 2G/],
  ["a size of no cores", one({ cpu: 0 }), key("cpu"), /more than 0/],
  ["half a GPU", gpu({ gpu: 0.5 }), key("gpu"), /whole number from 1/, more],
  ["a size for nobody at once", one({ atOnce: 0 }), key("atOnce"), /from 1/],
  ["a size of a minute", one({ hours: 0.01 }), key("hours"), /at least 0\.25/],
  ["a policy of another word", one({ imagePullPolicy: "Never" }), key("imagePullPolicy"), /Always, IfNotPresent/],
  ["a size of KubeSpawner's words", one({ mem_limit: "8G" }), key("mem_limit"), /not a setting/],
  [
    "a regular expression for a size",
    one({ repositories: ["^github.com/.*"] }),
    `${key("repositories")}[0]`,
    /pattern|host/,
  ],
];

const whose: readonly Row[] = [
  [
    "two sizes of one name",
    withSizes(gpuSize(), { name: "gpu", users: ["ada"] }),
    key("name", 1),
    /name of sizes\[0\] too/,
    more,
  ],
  [
    "a size for all before another",
    withSizes({ name: "all", memory: "1G" }, gpuSize()),
    key(undefined, 1),
    /must be the last/,
    more,
  ],
  [
    "a size that an earlier one covers",
    withSizes(gpuSize({ repositories: ["github.com/myorg/*"] }), gpuSize({ name: "deeper" })),
    key(undefined, 1),
    /sizes\[0\] \(gpu\) first/,
    more,
  ],
  [
    "people who have another size already",
    withSizes({ name: "a", users: ["Ada", "grace"] }, { name: "b", users: ["ada"], repositories: ["github.com/x/*"] }),
    key(undefined, 1),
    /never reached/,
    more,
  ],
  ["people without a login", one({ users: ["ada"] }), key("users"), /needs a login/, { mends: "binderhub:sizes" }],
  ["groups without a login", one({ groups: ["staff"] }), key("groups"), /needs a login/, { mends: "binderhub:sizes" }],
  ["an account for a size", one({ repositories: ["github.com/myorg"] }), `${key("repositories")}[0]`, /no repository/],
  [
    "a size for a banned repository",
    { ...gpu({}), "repositories.banned": ["github.com/myorg/*"] },
    `${key("repositories")}[0]`,
    /is banned/,
    { ...more, mends: "binderhub:repositories.banned" },
  ],
  [
    "a size for a repository that is not allowed",
    { ...gpu({}), "repositories.allowed": ["github.com/other/*"] },
    `${key("repositories")}[0]`,
    /not in repositories\.allowed/,
    { ...more, mends: "binderhub:repositories.allowed[1]" },
  ],
  [
    "a size for a source that is closed",
    { ...one({ repositories: ["gitlab.com/myorg/*"] }), "repositories.sources": ["github"] },
    `${key("repositories")}[0]`,
    /not in repositories\.sources/,
    { mends: "binderhub:repositories.sources[1]" },
  ],
];

const amounts: readonly Row[] = [
  [
    "more memory set aside than allowed",
    one({ memory: "1G", memoryGuarantee: "2G" }),
    key("memoryGuarantee"),
    /at most memory, which is 1G/,
  ],
  [
    "more memory set aside than all have",
    one({ memoryGuarantee: "3G" }),
    key("memoryGuarantee"),
    /limits\.userMemory, which is 2G/,
  ],
  [
    "more cores set aside than allowed",
    one({ cpu: 1, cpuGuarantee: 1.5 }),
    key("cpuGuarantee"),
    /at most cpu, which is 1/,
  ],
  ["no volume where there is none", one({ storage: false }), key("storage"), /storage is not set/],
  ["hours beyond the age of all", { ...one({ hours: 4 }), "limits.maximumAge": 7200 }, key("hours"), /no effect/],
  [
    "more at once than the hub's quota",
    { ...one({ atOnce: 20 }), "limits.totalQuota": 10 },
    key("atOnce"),
    /can be at most 10/,
  ],
];

const places: readonly Row[] = [
  ["labels of nodes in Azure", one({ nodeSelector: { a: "b" } }), key("nodeSelector"), /azure\.pools/],
  ["taints of nodes in Azure", one({ tolerations: [{ key: "a" }] }), key("tolerations"), /azure\.pools/],
  ["a pool on a cluster that is there", one({ pool: "deep" }), key("pool"), /nodeSelector/, there],
  ["a pool that is not there", gpu({ pool: "deeper" }), key("pool"), /those for users are users, deep/, more],
  ["a pool where there are none", one({ pool: "big" }), key("pool"), /none of azure\.pools, which has none/],
  [
    "a pool for builds",
    gpu({ gpu: undefined, pool: "builds", memory: "2G", cpu: 1 }),
    key("pool"),
    /pool for builds/,
    more,
  ],
  ["a GPU of a pool without", gpu({ pool: "users" }), key("gpu"), /nodes of users have no GPUs/, more],
  [
    "a GPU where there are none",
    gpu({ pool: undefined }),
    key("gpu"),
    /needs a pool with GPUs/,
    {
      base: edited({ "azure.pools": { users: pools.users } }, sizedStack),
      encrypted,
      mends: "binderhub:azure.pools.gpus.gpu",
    },
  ],
  ["a pool with GPUs for servers without", gpu({ gpu: undefined }), key("gpu"), /ask for one/, more],
  ["more GPUs than a node has", gpu({ gpu: 2 }), key("gpu"), /can be at most 1/, more],
  ["more memory than a node has", gpu({ memory: "64G" }), key("memory"), /can be at most 28G: no node of deep/, more],
  ["more cores than a node has", gpu({ cpu: 8 }), key("cpu"), /can be at most 4: no node of deep/, more],
  [
    "a guarantee that no node has free",
    gpu({ memory: "28G", memoryGuarantee: "28G" }),
    key("memoryGuarantee"),
    /can be at most \d+M: no node of deep has more free/,
    more,
  ],
  [
    "cores that no node has free",
    gpu({ cpuGuarantee: 4 }),
    key("cpuGuarantee"),
    /can be at most 3\.\d+: no node of deep has more free/,
    more,
  ],
  ["more at once than nodes", gpu({ atOnce: 6 }), key("atOnce"), /can be at most 5/, more],
];

const guarded: readonly Row[] = [
  [
    "profiles beside sizes",
    extra("jupyterhub.singleuser.profileList", [{ display_name: "Big" }]),
    at("jupyterhub.singleuser.profileList"),
    /decided by/,
    more,
  ],
  [
    "profiles by KubeSpawner's trait",
    extra("jupyterhub.hub.config.KubeSpawner.profile_list", [{ display_name: "Big" }]),
    at("jupyterhub.hub.config.KubeSpawner.profile_list"),
    /decided by/,
    more,
  ],
  [
    "traits by group, in JupyterHub's own way",
    extra("jupyterhub.hub.config.KubeSpawner.group_overrides", { big: { groups: ["staff"] } }),
    at("jupyterhub.hub.config.KubeSpawner.group_overrides"),
    /decided by/,
    more,
  ],
  [
    "other code in the place of the sizes",
    extra("jupyterhub.hub.extraConfig.z-sizes", "pass"),
    at("jupyterhub.hub.extraConfig.z-sizes"),
    /decided by/,
    more,
  ],
  [
    "code that runs after the sizes",
    extra("jupyterhub.hub.extraConfig.z-zzz", "c.JupyterHub.spawner_class = 'simple'"),
    at("jupyterhub.hub.extraConfig.z-zzz"),
    /run after z-sizes/,
    more,
  ],
  [
    "another name for BinderHub in the hub",
    extra("jupyterhub.hub.services.binder.name", "hinder"),
    at("jupyterhub.hub.services.binder.name"),
    /decided by/,
    more,
  ],
  [
    "groups of a login that are not read",
    {
      auth: { type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true },
      exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
      ...one({ groups: ["staff"] }),
      "extraValues.jupyterhub.hub.config.GenericOAuthenticator.manage_groups": false,
    },
    at("jupyterhub.hub.config.GenericOAuthenticator.manage_groups"),
    /binderhub:sizes/,
    { base: edited({ authClientSecret: "s" }, goodStack), encrypted },
  ],
];

/** Sizes that are refused. */
export const sizeRows: readonly Row[] = [...shapes, ...whose, ...amounts, ...places, ...guarded];
