import * as z from "zod";
import { cidr, group, text, vmSizePattern, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { cores, memory } from "../limits/settings";

const date = String.raw`\d{4}-\d\d-\d\d`;
const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;

const duration = text(/^[1-9]\d{0,2}(m|h)$/, "a time such as 5m or 24h");

/** What one person's server may take, and what is set aside for it. */
const perPerson = group({
  memory: memory
    .optional()
    .meta({ description: "Memory that a server may use. Default: `limits.userMemory`.", example: "2G" }),
  memoryGuarantee: memory.optional().meta({
    description:
      "Memory that is set aside for a server. People of an event work at the same moment: if this is far below what they use, a node runs out of memory. Default: that of all servers, or `memory` if that is less.",
    example: "1G",
  }),
  cpu: cores.optional().meta({ description: "Cores that a server may use. Default: `limits.userCpu`.", example: 1 }),
  cpuGuarantee: cores.optional().meta({
    description: "Cores that are set aside for a server. Default: those of all servers, or `cpu` if that is less.",
    example: 0.2,
  }),
});

/** One event: a workshop or a lecture, for which a hub has nodes of its own. */
const event = group({
  name: text(
    /^(?!system$)[a-z][a-z0-9]{0,11}$/,
    "1 to 12 lower-case letters and digits, beginning with a letter, and not 'system'",
  ).meta({ description: "Name of the event, and of its pool of nodes in Azure.", example: "pyintro" }),
  title: text(/^\S.{0,79}$/, "1 to 80 characters")
    .optional()
    .meta({ description: "What people read as its name. Default: `name`.", example: "Python for beginners" }),
  repository: text(
    /^https:\/\/[^/\s@?#*]+(\/[^/\s@?#*]+)+\/?$/,
    "the address of a public repository, such as https://github.com/mygroup/workshop",
  ).meta({
    description: "Public repository that people launch, by its address. The hub must allow it.",
    example: "https://github.com/mygroup/workshop",
  }),
  ref: text(/^[^\s?#]{1,200}$/, "a branch, tag or commit, such as main")
    .default("HEAD")
    .meta({
      description: "Branch, tag or commit of it. What it is when the event is prepared, it stays for the event.",
      example: "v1",
    }),
  urlPath: text(/^[^\s/?#][^\s?#]{0,499}$/, "a path such as lab/tree/intro.ipynb")
    .optional()
    .meta({
      description: "What opens in a person's server. Default: what the server opens by itself.",
      example: "lab/tree/intro.ipynb",
    }),
  people: wholeNumber(1, 2000).meta({ description: "People who have a server at the same time.", example: 80 }),
  start: text(new RegExp(`^${date} ${time}$`), 'a date and a time such as "2027-03-04 10:00", in quotes').meta({
    description: "When it begins.",
    example: "2027-03-04 10:00",
  }),
  end: text(
    new RegExp(`^(${date} )?${time}$`),
    'a time such as "12:00", or with a date if it is on another day than start, in quotes',
  ).meta({
    description: "When it ends, on the same day unless there is a date. Servers and nodes go soon after.",
    example: "12:00",
  }),
  timeZone: text(/^\D/, "a time zone by its name, such as Europe/Berlin").meta({
    description: "Time zone of `start` and `end`, by its name.",
    example: "Europe/Berlin",
  }),
  arriveWithin: duration.default("5m").meta({
    description: "Time from `start` on in which everybody opens the link.",
    example: "5m",
  }),
  perPerson: perPerson.prefault({}).meta({ description: "What one person has." }),
  vmSize: text(vmSizePattern, `an Azure VM size such as ${versions.vmSizes.is.medium}`).optional().meta({
    description:
      "VM size of its nodes (platform `azure`). Default: that of the first pool of `azure.pools` for people; without one, the smallest of which ten are enough.",
    example: versions.vmSizes.is.large,
  }),
  prepare: duration.default("24h").meta({
    description: "How long before `start` the image is built, and its commit is fixed.",
    example: "24h",
  }),
  nodesUp: duration.optional().meta({
    description: "How long before `start` its nodes are there (platform `azure`). Default: `30m`.",
    example: "30m",
  }),
  room: cidr.optional().meta({
    description:
      "Address range of the lecture room. For it, there are no limits by address during the event. Default: none.",
    example: "203.0.113.0/24",
  }),
});

/** The setting `binderhub:events`: events for which the hub makes room on a day. */
export const events = z
  .array(event, { error: "a list of events, each with its name" })
  .min(1, "at least one event, or left out")
  .max(50, "at most 50 events")
  .optional()
  .meta({
    description:
      "Workshops and lectures: on their day they have nodes of their own. What an event needs and costs is shown before anything is made. docs/events.md has examples.",
    example: [
      {
        ...{ name: "pyintro", repository: "https://github.com/mygroup/workshop", people: 80 },
        ...{ start: "2027-03-04 10:00", end: "12:00", timeZone: "Europe/Berlin" },
      },
    ],
  });

/** The events, as they are set. */
export type Events = NonNullable<DeepReadonly<z.output<typeof events>>>;
export type Event = Events[number];

/** How long before the start nodes are there, if nothing else is set. */
export const usualNodesUp = "30m";

declare module "../../settings/settings" {
  interface Settings {
    readonly events?: Events;
  }
}
