import { type Row } from "../../stack/row";

const lim = "binderhub:limits";
const sched = "binderhub:scheduling";
const limit = (name: string, value: unknown) => ({ [`limits.${name}`]: value });

const amounts: readonly Row[] = [
  ["limits by their text", { limits: "2G" }, lim, /group of settings/],
  ["a misspelt limit", limit("userMem", "4G"), `${lim}.userMem`, /limits\.userMemory\?/],
  ["memory in another unit", limit("userMemory", "2Gi"), `${lim}.userMemory`, /such as 2G/],
  ["memory without unit", limit("userMemory", "2000"), `${lim}.userMemory`, /such as 2G/],
  ["memory as a number", limit("userMemory", 2), `${lim}.userMemory`, /such as 2G/],
  ["no memory at all", limit("userMemory", "0G"), `${lim}.userMemory`, /such as 2G/],
  ["a guarantee in another unit", limit("userMemoryGuarantee", "1Gi"), `${lim}.userMemoryGuarantee`, /such as 2G/],
  [
    "memory guaranteed above its limit",
    limit("userMemoryGuarantee", "4G"),
    `${lim}.userMemoryGuarantee`,
    /at most limits\.userMemory, which is 2G/,
  ],
  ["a negative CPU", limit("userCpu", -1), `${lim}.userCpu`, /more than 0/],
  ["no CPU", limit("userCpu", 0), `${lim}.userCpu`, /more than 0/],
  ["more CPUs than a node has", limit("userCpu", 1025), `${lim}.userCpu`, /at most 1024/],
  ["a CPU in quotes", limit("userCpu", "0.5"), `${lim}.userCpu`, /number of cores such as 0\.5/],
  ["CPU guaranteed above its limit", limit("userCpuGuarantee", 2), `${lim}.userCpuGuarantee`, /at most limits.userCpu/],
  [
    "CPU guaranteed above half a core",
    { ...limit("userCpu", 0.5), ...limit("userCpuGuarantee", 1) },
    `${lim}.userCpuGuarantee`,
    /at most limits\.userCpu, which is 0\.5/,
  ],
  ["a guaranteed CPU in words", limit("userCpuGuarantee", "half"), `${lim}.userCpuGuarantee`, /number of cores/],
  ["a build's memory in another unit", limit("buildMemory", "4G"), `${lim}.buildMemory`, /such as 4Gi/],
  ["a build's memory of nothing", limit("buildMemory", "0Gi"), `${lim}.buildMemory`, /such as 4Gi/],
  ["a build's request without unit", limit("buildMemoryRequest", 1), `${lim}.buildMemoryRequest`, /such as 4Gi/],
  ["a negative CPU of builds", limit("buildCpu", -2), `${lim}.buildCpu`, /more than 0/],
];

const repositories: readonly Row[] = [
  [
    "a pattern that does not compile",
    limit("bannedRepos", ["^a/", "("]),
    `${lim}.bannedRepos[1]`,
    /expression that compiles/,
  ],
  ["a pattern that is a number", limit("allowedRepos", ["^a/", 7]), `${lim}.allowedRepos[1]`, /regular expression/],
  ["no patterns in a list", limit("bannedRepos", []), `${lim}.bannedRepos`, /at least one regular/],
  ["a pattern outside a list", limit("allowedRepos", "^a/"), `${lim}.allowedRepos`, /list of regular/],
  [
    "a higher quota for nobody",
    limit("highQuota", 100),
    "binderhub:repositories.highQuota",
    /only make sense together/,
  ],
  [
    "repositories without their quota",
    limit("highQuotaRepos", ["^a/"]),
    `${lim}.highQuota`,
    /only make sense together/,
  ],
  ["fewer servers than none", limit("totalQuota", -1), `${lim}.totalQuota`, /whole number from 0/],
  ["a repository without servers", limit("repoQuota", 0), `${lim}.repoQuota`, /whole number from 1/],
  [
    "a room exempt from no limit",
    limit("launchRateExempt", ["203.0.113.0/24"]),
    `${lim}.launchRateExempt`,
    /no use without/,
  ],
  [
    "an exempt address without its range",
    { ...limit("launchRate", 10), ...limit("launchRateExempt", ["203.0.113.7"]) },
    `${lim}.launchRateExempt[0]`,
    /range of IPv4/,
  ],
  [
    "an exempt range that begins in its middle",
    { ...limit("launchRate", 10), ...limit("launchRateExempt", ["203.0.113.7/24"]) },
    `${lim}.launchRateExempt[0]`,
    /first address: 203\.0\.113\.0\/24/,
  ],
  [
    "a banned range that begins in its middle",
    limit("bannedNetworks", ["198.51.100.129/25"]),
    `${lim}.bannedNetworks[0]`,
    /first address: 198\.51\.100\.128\/25/,
  ],
  ["a ban of everybody", limit("bannedNetworks", ["0.0.0.0/0"]), `${lim}.bannedNetworks[0]`, /ban everybody/],
  [
    "a ban outside a list",
    limit("bannedNetworks", "203.0.113.0/24"),
    `${lim}.bannedNetworks`,
    /list of address ranges/,
  ],
  ["no launches", limit("launchRate", 0), `${lim}.launchRate`, /whole number from 1/],
];

const times: readonly Row[] = [
  ["an idle time that is too short", limit("idleTimeout", 59), `${lim}.idleTimeout`, /from 60 to/],
  ["an idle time with its unit", limit("idleTimeout", "1h"), `${lim}.idleTimeout`, /whole number/],
  ["an age below none", limit("maximumAge", -1), `${lim}.maximumAge`, /from 0 to/],
  ["cleaning that never begins", limit("imageCleanerHigh", 100), `${lim}.imageCleanerHigh`, /from 1 to 99/],
  ["cleaning that never stops", limit("imageCleanerLow", 0), `${lim}.imageCleanerLow`, /from 1 to 99/],
  ["cleaning that stops where it begins", limit("imageCleanerLow", 80), `${lim}.imageCleanerLow`, /below.* is 80/],
  [
    "cleaning that begins at next to nothing",
    { ...limit("imageCleanerHigh", 20), ...limit("imageCleanerLow", 30) },
    `${lim}.imageCleanerLow`,
    /below.* is 20/,
    { mends: `${lim}.imageCleanerHigh` },
  ],
];

const scheduling: readonly Row[] = [
  ["an image without tag", images("quay.io/jupyter/base-notebook"), `${sched}.prePull[1]`, /image with its tag/],
  ["an image whose registry has a port", images("localhost:5000/a/b"), `${sched}.prePull[1]`, /image with its tag/],
  ["an image in upper case", images("Busybox:1"), `${sched}.prePull[1]`, /image with its tag/],
  ["an image outside a list", { "scheduling.prePull": "busybox:1" }, `${sched}.prePull`, /list of images/],
  ["fewer placeholders than none", { "scheduling.placeholders": -1 }, `${sched}.placeholders`, /from 0 to 1000/],
  ["a misspelt key of scheduling", { "scheduling.prepull": ["a:1"] }, `${sched}.prepull`, /scheduling\.prePull\?/],
];

/** What is wrong with what people, builds and repositories may take, and with the room that is kept ready. */
export const limitRows: readonly Row[] = [...amounts, ...repositories, ...times, ...scheduling];

function images(image: string) {
  return { "scheduling.prePull": ["busybox:1", image] };
}
