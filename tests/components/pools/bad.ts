import { type Edits } from "../../stack/stack";
import { type Row } from "../../stack/row";

const az = "binderhub:azure";
const users = `${az}.pools.users`;
const gpuSize = "Standard_NC4as_T4_v3";

/** A pool for users with some keys different. */
function pool(keys: object, name = "users"): Edits {
  return { "azure.pools": { [name]: { role: "user", ...keys } } };
}

const build = (keys: object) => pool({ role: "build", ...keys });

/** What is wrong with further node pools. */
const shapes: readonly Row[] = [
  ["a pool called system", pool({}, "system"), `${az}.pools.system`, /./],
  ["a pool in upper case", pool({}, "Users"), `${az}.pools.Users`, /./],
  ["a pool with a hyphen", pool({}, "my-users"), `${az}.pools.my-users`, /./],
  ["a pool, digit first", pool({}, "1users"), `${az}.pools.1users`, /./],
  ["a pool of 13", pool({}, "a".repeat(13)), `${az}.pools.${"a".repeat(13)}`, /./],
  ["a pool's name, whose rule is told", pool({}, "Users"), `${az}.pools.Users`, /1 to 12 lower-case/],
  ["a list of pools", { "azure.pools": ["users"] }, `${az}.pools`, /pools by name/],
  ["a pool by its role alone", { "azure.pools": { users: "user" } }, users, /group of settings/],
  [
    "a driver of another word",
    pool({ gpuDriver: "nvidia" }),
    `${users}.gpuDriver`,
    /one of azure, none/,
    { person: "that the pool has no GPUs" },
  ],
  ["a driver where there is no GPU", pool({ gpuDriver: "none" }), `${users}.gpuDriver`, /this pool has none/],
  ["a bad role", pool({ role: "gpu" }), `${users}.role`, /one of user, build/],
  ["no role", pool({ role: undefined }), `${users}.role`, /missing: What runs on it/],
  [
    "a misspelt key of a pool",
    pool({ maximum: 5, mx: 5 }),
    `${users}.mx`,
    /pools\.users\.max\?/,
    { also: [`${users}.maximum`] },
  ],
  ["a pool's VM size without its first word", pool({ vmSize: "D4s_v3" }), `${users}.vmSize`, /such as Standard_D4s_v5/],
  ["fewer nodes in a pool than none", pool({ min: -1 }), `${users}.min`, /from 0 to 1000/],
  ["a pool without room", pool({ max: 0 }), `${users}.max`, /from 1 to 1000/],
  ["spot in words", pool({ spot: "yes" }), `${users}.spot`, /true or false/],
  ["a bad zone", pool({ zones: ["1", "4"] }), `${users}.zones[1]`, /one of "1", "2", "3"/],
  ["a zone as a number", pool({ zones: ["1", 2] }), `${users}.zones[1]`, /one of "1", "2", "3"/],
  ["no zones in a list", pool({ zones: [] }), `${users}.zones`, /at least one zone/],
];

const together: readonly Row[] = [
  ["more nodes at least than at most", pool({ min: 4 }), `${users}.max`, /at least min, which is 4/],
  ["builds on spot nodes", build({ spot: true }), `${users}.spot`, /false for builds: they do not tolerate/],
  ["builds on GPUs", build({ gpu: true, vmSize: gpuSize }), `${users}.gpu`, /false for builds/],
  ["GPUs on a size without", pool({ gpu: true }), `${users}.vmSize`, /of the N series/],
  [
    "a size with GPUs, unsaid, beside a pool without",
    { "azure.pools": { users: { role: "user", vmSize: gpuSize }, plain: { role: "user" } } },
    `${users}.vmSize`,
    /has GPUs: set azure/,
    { mends: `${users}.gpu` },
  ],
  ["a size with GPUs, unsaid, for everybody", pool({ vmSize: gpuSize }), `${users}.vmSize`, /take a size without GPUs/],
  ["builds on a size with GPUs, unsaid", build({ vmSize: gpuSize }), `${users}.vmSize`, /must|cannot/],
];

const small = (keys: object = {}) => pool({ vmSize: "Standard_D2s_v5", max: 1, ...keys });

const quotas: readonly Row[] = [
  [
    "a quota that the pools exceed",
    { ...small(), "azure.coreQuota": 10 },
    `${az}.nodeCount`,
    /at most 2: \(3 \+ 1 for upgrades\) × .* \+ \(1 \+ 1 for upgrades\) × .*= 12 .*10/,
  ],
  [
    "a quota that one pool alone exceeds",
    { ...small({ max: 9 }), "azure.coreQuota": 16 },
    `${users}.max`,
    /at most 3: .*= 28 .*16/,
  ],
  [
    "a quota and a pool's size that tells no cores",
    { ...small({ vmSize: "Standard_E4-2s_v5" }), "azure.coreQuota": 40 },
    `${users}.vmSize`,
    /coreQuota cannot be checked/,
    { mends: `${az}.coreQuota` },
  ],
];

/** What is wrong with node pools, and with what they take of the quota. */
export const poolRows: readonly Row[] = [...shapes, ...together, ...quotas];
