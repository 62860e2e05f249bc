import { type Edits, edited, existingStack, goodStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";
import { pools, withEvents, workshop } from "./stacks";

const key = (name?: string, index = 0) => `binderhub:events[${index}]${name === undefined ? "" : `.${name}`}`;
const row = (name: string, more: object, blamed: string, rule: RegExp, other: More = {}): Row => [
  name,
  withEvents(more),
  key(blamed),
  rule,
  other,
];
const mends = (name: string): More => ({ mends: `binderhub:${name}` });
const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const slept = (schedule: object, more: object = {}): Edits => ({
  "azure.pools": pools,
  schedule: { ...office, ...schedule },
  ...withEvents(more),
});
const login = {
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowAll: true },
  authClientSecret: "client-secret",
};
const encrypted = ["binderhub:registryPassword", "binderhub:authClientSecret"];
const disks: More = { base: edited({ ...login, storage: { size: "1Gi", storageClass: "managed-csi" } }), encrypted };
const second = { name: "second", repository: "https://github.com/mygroup/second" };

const shapes: readonly Row[] = [
  ["events by their names", { events: { pyintro: workshop } }, "binderhub:events", /a list of events/],
  ["no event in a list", { events: [] }, "binderhub:events", /at least one event/],
  row("an event without a name", { name: undefined }, "name", /is missing/),
  row("the name of an event with a hyphen", { name: "py-intro" }, "name", /lower-case letters and digits/),
  row("a name that begins with a digit", { name: "2027intro" }, "name", /beginning with a letter/),
  row("a name of 13", { name: "a234567890123" }, "name", /1 to 12/),
  row("the system pool's name", { name: "system" }, "name", /not 'system'/),
  row("nobody", { people: 0 }, "people", /from 1 to 2000/),
  row("a whole town", { people: 2001 }, "people", /from 1 to 2000/),
  row("the date of an event as people write it", { start: "4.3.2027 10:00" }, "start", /such as "2027-03-04 10:00"/),
  row("a start without a time", { start: "2027-03-04" }, "start", /a date and a time/),
  row("the hour of an event with one digit", { start: "2027-03-04 9:00" }, "start", /a date and a time/),
  row("an event without an end", { end: undefined }, "end", /is missing/),
  row("a length in place of an end", { end: "2h" }, "end", /a time such as "12:00"/),
  row("no time zone of the event", { timeZone: undefined }, "timeZone", /is missing/),
  row(
    "a private address for SSH",
    { repository: "git@github.com:mygroup/workshop" },
    "repository",
    /public repository/,
  ),
  row("a repository without https://", { repository: "github.com/mygroup/workshop" }, "repository", /such as https/),
  row("people who come at once", { arriveWithin: "0m" }, "arriveWithin", /such as 5m/),
  row("a word for what a person has", { perPerson: { memoryLimit: "2G" } }, "perPerson.memoryLimit", /not a setting/),
  row("a room by its name", { room: "HS 1" }, "room", /a range of IPv4 addresses/),
];

const times: readonly Row[] = [
  row("the 30th of February for an event", { start: "2027-02-30 10:00" }, "start", /is no day of the calendar/),
  row(
    "an end on the 31st of April",
    { start: "2027-04-29 10:00", end: "2027-04-31 12:00" },
    "end",
    /is no day of the calendar/,
  ),
  row("an event in a month of its own", { start: "2027-13-01 10:00" }, "start", /is no day of the calendar/),
  row("an hour that clocks skip", { start: "2027-03-28 02:30" }, "start", /does not exist.*put forward/),
  row("an end before the start", { end: "09:00" }, "end", /must be after start, which is 2027-03-04 10:00/),
  row("an end at the start", { end: "10:00" }, "end", /must be after start/),
  row("an end last year", { end: "2026-03-04 12:00" }, "end", /must be after start/),
  row("an event of a whole term", { end: "2027-07-04 12:00" }, "end", /14 days after start at most/),
  row("a misspelt city of an event", { timeZone: "Europe/Berln" }, "timeZone", /did you mean Europe\/Berlin\?/),
  row("a zone of an event by its letters", { timeZone: "CET" }, "timeZone", /is no place with its summer time/, {
    person: "which place is meant",
  }),
  row("people who come after the end", { arriveWithin: "3h" }, "arriveWithin", /must be 2 hours at most/),
  row("nodes at the last moment", { nodesUp: "5m" }, "nodesUp", /must be 10m at least/),
  row("nodes days before", { nodesUp: "72h" }, "nodesUp", /must be 24h at most/),
  row("a build that is not done in time", { prepare: "45m" }, "prepare", /must be 60m at least/),
  [
    "a build that may take longer than there is time",
    { "builds.timeout": 7200, ...withEvents({ prepare: "2h" }) },
    key("prepare"),
    /must be 150m at least: .*2 hours \(builds\.timeout\)/,
  ],
];

const beside: readonly Row[] = [
  [
    "two events of one name",
    withEvents({}, { ...second, name: "pyintro" }),
    key("name", 1),
    /is the name of events\[0\] too/,
  ],
  [
    "an event of a pool's name",
    { "azure.pools": pools, ...withEvents({ name: "users" }) },
    key("name"),
    /is the name of a pool of azure\.pools too/,
  ],
  [
    "two events of one repository at the same time",
    withEvents({}, { name: "second", start: "2027-03-04 11:00", end: "13:00" }),
    key("repository", 1),
    /is that of events\[0\]/,
    { mends: key(undefined, 1) },
  ],
  row("a VM size on an existing cluster", { vmSize: "Standard_D4s_v5" }, "vmSize", /nodes that are there/, {
    base: existingStack,
  }),
  row("nodes on an existing cluster", { nodesUp: "1h" }, "nodesUp", /nodes that are there/, { base: existingStack }),
  row(
    "an account for an event",
    { repository: "https://github.com/mygroup" },
    "repository",
    /names no repository, such as https:\/\/github\.com\/mygroup\/workshop/,
  ),
  row("a branch in the address", { repository: "https://github.com/a/b/tree/main" }, "repository", /goes on after/),
  row("a group of GitLab's for an event", { repository: "https://gitlab.com/a/" }, "repository", /names no repository/),
  [
    "an event of a banned repository",
    { "repositories.banned": ["github.com/mygroup/*"], ...withEvents({}) },
    key("repository"),
    /is banned by repositories\.banned\[0\]/,
    mends("repositories.banned"),
  ],
  [
    "an event of a repository that is not allowed",
    { "repositories.allowed": ["github.com/other/*"], ...withEvents({}) },
    key("repository"),
    /is not in repositories\.allowed/,
    mends("repositories.allowed[1]"),
  ],
  [
    "an event that a regular expression bans",
    { "limits.bannedRepos": ["^somebody/miner", "^MYGROUP/work"], ...withEvents({}) },
    key("repository"),
    /is banned by limits\.bannedRepos\[1\]/,
    { mends: "binderhub:limits.bannedRepos[1]" },
  ],
  [
    "an event that no regular expression allows",
    { "limits.allowedRepos": ["^other/"], ...withEvents({}) },
    key("repository"),
    /is not in limits\.allowedRepos/,
    mends("limits.allowedRepos[1]"),
  ],
  [
    "an event of a private repository",
    {
      privateRepositories: { type: "perUser", repositories: ["github.com/mygroup/workshop"] },
      ...privateHub(),
      ...withEvents({}),
    },
    key("repository"),
    /is a private one by privateRepositories/,
    { mends: "binderhub:events", encrypted },
  ],
  [
    "a size for an event's repository alone",
    { sizes: [{ name: "big", repositories: ["github.com/mygroup/workshop"], memory: "4G" }], ...withEvents({}) },
    "binderhub:sizes[0]",
    /is of the repository of events\[0\] alone/,
    mends("sizes"),
  ],
  [
    "a banned room",
    { "limits.bannedNetworks": ["203.0.113.128/25"], ...withEvents({ room: "203.0.113.0/24" }) },
    key("room"),
    /in common with limits\.bannedNetworks\[0\]/,
    mends("limits.bannedNetworks"),
  ],
  row("a room from its middle on", { room: "203.0.113.7/24" }, "room", /first address: 203\.0\.113\.0\/24/),
  [
    "an event in the evening of a hub that sleeps",
    slept({}, { start: "2027-03-04 18:00", end: "20:30" }),
    key("start"),
    /the hub sleeps in a part of its time: it is open Mon-Fri 07:30-19:00 \(Europe\/Berlin\)/,
    mends("schedule.down"),
  ],
  [
    "an event early in the morning",
    slept({}, { start: "2027-03-04 07:00" }),
    key("start"),
    /the hub sleeps/,
    mends("schedule.up"),
  ],
  [
    "an event on a Saturday",
    slept({}, { start: "2027-03-06 10:00" }),
    key("start"),
    /the hub sleeps/,
    mends("schedule.up"),
  ],
  [
    "an event on a holiday",
    slept({ except: ["2027-03-03", "2027-03-04"] }),
    key("start"),
    /but for the dates of schedule\.except/,
    { mends: "binderhub:schedule.except[1]" },
  ],
  [
    "an event over a night in which the hub sleeps",
    slept({}, { end: "2027-03-05 12:00" }),
    key("start"),
    /Without a schedule it is/,
    mends("schedule"),
  ],
];

/** A hub with HTTPS and a private registry, where people log in. */
function privateHub(): Edits {
  return {
    ...login,
    exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
    "registry.private": true,
  };
}

const room: readonly Row[] = [
  row(
    "a person larger than a node",
    { perPerson: { memory: "16G", memoryGuarantee: "15G" }, vmSize: "Standard_D4s_v5" },
    "vmSize",
    /is too small: one person alone has 15G of memory/,
  ),
  [
    "a person larger than the nodes of people's pool",
    { "azure.pools": pools, ...withEvents({ people: 4, perPerson: { cpu: 6, cpuGuarantee: 6 } }) },
    key("vmSize"),
    /would be Standard_D4s_v5, which is too small: one person alone has 6 cores/,
  ],
  row(
    "a person larger than every node",
    { perPerson: { memory: "2T", memoryGuarantee: "1T" } },
    "perPerson",
    /more than any usual node has/,
  ),
  row(
    "more set aside than may be taken",
    { perPerson: { memory: "1G", memoryGuarantee: "2G" } },
    "perPerson.memoryGuarantee",
    /at most what a server may take, which is 1G/,
  ),
  row(
    "more cores set aside than may be taken",
    { perPerson: { cpuGuarantee: 2 } },
    "perPerson.cpuGuarantee",
    /which is 1/,
  ),
  row("a size that nobody knows", { vmSize: "Standard_D8_v99" }, "vmSize", /does not know the memory/),
  row("a size with GPUs for an event", { vmSize: "Standard_NC4as_T4_v3" }, "vmSize", /has GPUs/),
  row(
    "an event on Arm, with builds on Intel",
    { vmSize: "Standard_D4ps_v5" },
    "vmSize",
    /is arm64, but images are built on .* amd64/,
  ),
  [
    "an event on Intel, with builds on Arm",
    { "azure.vmSize": "Standard_D2ps_v5", ...withEvents({ vmSize: "Standard_D8s_v5" }) },
    key("vmSize"),
    /is amd64, but images are built on .* arm64/,
    mends("events[0].vmSize' Standard_D4ps_v5"),
  ],
  row(
    "more nodes than addresses",
    { people: 500, arriveWithin: "10m", perPerson: { memory: "8G", memoryGuarantee: "8G" }, vmSize: "Standard_D4s_v5" },
    "vmSize",
    /needs \d+ nodes more than a cluster has addresses for, which are 256: 4 are the hub's/,
  ),
  row(
    "more disks than machines of this size have",
    { people: 1200, arriveWithin: "60m", vmSize: "Standard_D2s_v5" },
    "vmSize",
    /4 people on each, where disks end first/,
    disks,
  ),
  [
    "more cores than there are",
    { "azure.quotas": { standardDSv5Family: 20 }, ...withEvents({ people: 200, vmSize: "Standard_D8s_v5" }) },
    key("people"),
    /^needs \d+ cores more of standardDSv5Family than there are: \d+ with the hub at its most, and azure\.quotas\.standardDSv5Family is 20\. Ask Azure: az quota update --resource-name standardDSv5Family --scope \S+Microsoft\.Compute\/locations\/westeurope --limit-object value=\d+/,
    mends("azure.quotas.standardDSv5Family"),
  ],
  [
    "more cores than the region has",
    { "azure.coreQuota": 10, ...withEvents({}) },
    key("people"),
    /cores more of the region/,
    mends("azure.coreQuota"),
  ],
  [
    "two events that need more cores together",
    {
      "azure.quotas": { standardDSv5Family: 24 },
      ...withEvents({ vmSize: "Standard_D8s_v5", people: 40 }, { ...second, vmSize: "Standard_D8s_v5", people: 40 }),
    },
    key("people", 1),
    /^together with pyintro, needs 16 cores more of standardDSv5Family than there are: 40 with the hub/,
    mends("azure.quotas.standardDSv5Family"),
  ],
  [
    "more people than servers",
    { "limits.totalQuota": 50, ...withEvents({}) },
    key("people"),
    /are 30 more than may have a server at the same time: limits\.totalQuota is 50/,
    mends("limits.totalQuota"),
  ],
  [
    "two events with more people together than servers",
    { "limits.totalQuota": 100, ...withEvents({}, second) },
    key("people", 1),
    /are 60 more.*pyintro, second need 160/,
    mends("limits.totalQuota"),
  ],
  [
    "more people on an existing cluster than servers",
    { "limits.totalQuota": 50, events: [workshop] },
    key("people"),
    /are 30 more/,
    { ...mends("limits.totalQuota"), base: existingStack },
  ],
  [
    "more people than JupyterHub lets in",
    { "extraValues.jupyterhub.hub.activeServerLimit": 60, ...withEvents({}) },
    key("people"),
    /are 20 more.*activeServerLimit is 60/,
    mends("extraValues.jupyterhub.hub.activeServerLimit"),
  ],
  row(
    "2000 people in five minutes",
    { people: 2000 },
    "arriveWithin",
    /must be 16m at least: 2000 people in 5m start 200 servers at the same moment, 30 seconds each, and JupyterHub refuses more than 64/,
  ),
  [
    "people who come too fast for a hub that starts few",
    { "extraValues.jupyterhub.hub.concurrentSpawnLimit": 5, ...withEvents({}) },
    key("arriveWithin"),
    /must be 8m at least/,
  ],
  row(
    "people with disks who come too fast",
    { people: 300, vmSize: "Standard_D16s_v5" },
    "arriveWithin",
    /must be 8m at least: .*90 seconds each/,
    disks,
  ),
];

const money: readonly Row[] = [
  [
    "an event that the budget does not have",
    {
      cost: { monthlyBudget: 700, tell: ["hub@example.org"], people: 10 },
      ...withEvents({ people: 500, arriveWithin: "30m", end: "2027-03-17 12:00" }),
    },
    "binderhub:cost.monthlyBudget",
    /events/,
    { base: { ...goodStack } },
  ],
];

const ours = (path: string) => `binderhub:extraValues.${path}`;

/** What else would take the room away. */
const undoing: readonly Row[] = [
  [
    "servers that are ended in the middle of an event",
    { "limits.maximumAge": 3600, ...withEvents({}) },
    key("end"),
    /servers are ended after 3600 seconds \(limits\.maximumAge\), and the event takes 9000/,
    mends("limits.maximumAge"),
  ],
  [
    "code of one's own in place of that for events",
    { "extraValues.extraConfig.zy-events": "pass", ...withEvents({}) },
    ours("extraConfig.zy-events"),
    /is decided by the setting binderhub:events/,
  ],
  [
    "no code for events in JupyterHub",
    { "extraValues.jupyterhub.hub.extraConfig.zy-events": null, ...withEvents({}) },
    ours("jupyterhub.hub.extraConfig.zy-events"),
    /is decided by the setting binderhub:events/,
  ],
  [
    "another quota after that of events",
    { "extraValues.extraConfig.zz-a": "c.BinderHub.launch_quota_class = Mine", ...withEvents({}) },
    ours("extraConfig.zz-a"),
    /would run after zy-events/,
  ],
  [
    "another proxy after that of events",
    { "extraValues.jupyterhub.hub.extraConfig.zz-a": "c.JupyterHub.proxy_class = Mine", ...withEvents({}) },
    ours("jupyterhub.hub.extraConfig.zz-a"),
    /would run after zy-events/,
  ],
  [
    "a job of events that may stop no servers",
    { "extraValues.jupyterhub.hub.loadRoles.binder-events.scopes": [], ...withEvents({}) },
    ours("jupyterhub.hub.loadRoles.binder-events.scopes"),
    /is decided by the setting binderhub:events/,
  ],
  [
    "placeholders of an event that make no way",
    { "extraValues.jupyterhub.scheduling.podPriority.enabled": false, events: [workshop] },
    ours("jupyterhub.scheduling.podPriority.enabled"),
    /is decided by the setting binderhub:events/,
    { base: existingStack },
  ],
  [
    "servers that are sent to other nodes than an event's",
    {
      "azure.pools": pools,
      "extraValues.jupyterhub.singleuser.nodeSelector": { agentpool: "users" },
      ...withEvents({}),
    },
    ours("jupyterhub.singleuser.nodeSelector"),
    /sends servers to nodes that are not those of pyintro/,
  ],
  [
    "servers that are drawn to other nodes than an event's",
    {
      "extraValues.jupyterhub.singleuser.extraNodeAffinity.required": [
        { matchExpressions: [{ key: "kubernetes.azure.com/mode", operator: "In", values: ["system"] }] },
      ],
      ...withEvents({}),
    },
    ours("jupyterhub.singleuser.extraNodeAffinity"),
    /sends servers to nodes that are not those of pyintro/,
  ],
  row("a title of nothing", { title: "" }, "title", /1 to 80 characters/),
  row("what opens with a slash before it", { urlPath: "/lab" }, "urlPath", /a path such as lab\/tree\/intro\.ipynb/),
];

/** Wrong settings of the list `events`. */
export const badEvents: readonly Row[] = [...shapes, ...times, ...beside, ...room, ...money, ...undoing];
