import { type Edits, existingStack, type StackConfig } from "../../stack/stack";
import { pools, withEvents, workshop } from "./stacks";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const users = { "azure.pools": pools };

/** Events that are taken. */
export const goodEvents: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["a workshop, on a hub without pools", withEvents({})],
  ["a workshop, on a hub with pools", { ...users, ...withEvents({}) }],
  ["an event that is long over", withEvents({ start: "2019-03-04 10:00" })],
  ["a lecture for one", withEvents({ people: 1 })],
  ["a lecture for 2000, who come in a quarter of an hour", withEvents({ people: 2000, arriveWithin: "16m" })],
  ["the longest name", withEvents({ name: "a23456789012" })],
  ["over midnight", withEvents({ start: "2027-03-04 22:00", end: "2027-03-05 01:00" })],
  ["over the day on which clocks are put forward", withEvents({ start: "2027-03-27 10:00", end: "2027-03-28 12:00" })],
  ["14 days", withEvents({ start: "2027-03-01 10:00", end: "2027-03-15 10:00" })],
  ["the 29th of February", withEvents({ start: "2028-02-29 10:00" })],
  ["a repository of GitLab's, at a tag", withEvents({ repository: "https://gitlab.com/a/b/c", ref: "v1.0" })],
  ["a repository of a server of one's own", withEvents({ repository: "https://git.example.org/team/course" })],
  ["two events after each other, of one repository", withEvents({}, { name: "again", start: "2027-03-05 10:00" })],
  [
    "two events at the same time, of two repositories",
    withEvents({}, { name: "other", repository: "https://github.com/mygroup/other" }),
  ],
  [
    "the last moment at which an event fits its quota",
    { ...withEvents({ people: 8, vmSize: "Standard_D2s_v5" }), "azure.quotas": { standardDSv5Family: 12 } },
  ],
  ["a room", withEvents({ room: "203.0.113.0/24" })],
  ["in the hours in which the hub is open", { ...users, schedule: office, ...withEvents({}) }],
  ["until the hub closes", { ...users, schedule: office, ...withEvents({ start: "2027-03-04 17:00", end: "19:00" }) }],
  ["the allowed repository", { "limits.allowedRepos": ["^MyGroup/"], ...withEvents({}) }],
  ["as many as there may be", { "limits.totalQuota": 80, ...withEvents({}) }],
  ["on an existing cluster", { events: [workshop] }, existingStack],
];
