import { type Settings } from "../../settings/settings";
import { coresOfFamily } from "../cluster/quota";
import { money } from "../cost/shown";
import { dateOf, wallClockAt } from "../schedule/wall-clock";
import { minutesIn } from "../schedule/hours";
import { inWords } from "../schedule/rules";
import { momentInWords } from "../schedule/words";
import { daysOf } from "./maintenance";
import { type Hub, hubOf, type HubSettings } from "./hub";
import { type EventNodes } from "./nodes";
import { type EventPlan } from "./plan";
import { priceOfEvent } from "./price";
import { type Events } from "./settings";
import { groups, namesOf, plansOf, type Together, withPools } from "./together";

/** What the stack's output `events` shows of one event: texts, and texts by name. */
export type Shown = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

type Needed = HubSettings & Pick<Settings, "cost"> & { readonly events: Events };

/** What each event needs, when, and what it costs, for a person to read. It does not depend on the day on which it is asked. */
export function shownEvents({ events, cost, ...others }: Needed): Readonly<Record<string, Shown>> {
  const { place } = others;
  const hub = hubOf(others);
  const plans = plansOf(events, hub);
  return Object.fromEntries(
    plans.map(([index, plan]) => [
      plan.event.name,
      {
        ...whenAndWho(plan),
        ...(plan.nodes === undefined || place.platform !== "azure"
          ? { room: roomNeeded(plan) }
          : onNodes(plan, plan.nodes, { hub, place, cost, group: largest(index, plans) })),
      },
    ]),
  );
}

function whenAndWho({ event, times, person, arrival }: EventPlan): Shown {
  const { repository, ref, timeZone, people, arriveWithin, room } = event;
  const moment = (instant: number) => momentInWords(instant, timeZone).replace(` (${timeZone})`, "");
  return {
    when: `${dateOf(wallClockAt(times.start, timeZone).day)}: ${moment(times.start)} to ${moment(times.end)} (${timeZone})`,
    launches: `${repository}, at what ${ref} is on ${moment(times.prepare)}`,
    people: `${people}, within ${minutes(arriveWithin)}: ${arrival.perMinute} launches a minute, ${arrival.atOnce} servers that start at the same moment${arrival.limit === undefined ? "" : ` of ${arrival.limit} that JupyterHub allows`}`,
    perPerson: `${person.memoryGuarantee} and ${person.cpuGuarantee} cores set aside, up to ${person.memory} and ${person.cpu} cores`,
    ...(room !== undefined && { room: `no limits by address for ${room}` }),
    timeline: {
      prepare: `${moment(times.prepare)}: the image is built, and its commit fixed`,
      nodesUp: `${moment(times.nodesUp)}: its nodes are there, with the image`,
      start: `${moment(times.start)}: doors open`,
      arrived: `${moment(times.arrived)}: everybody is in`,
      end: `${moment(times.end)}: it ends`,
      gone: `${moment(times.gone)}: its nodes are let go`,
    },
  };
}

/** On nodes that the stack does not make. */
function roomNeeded({ event, person }: EventPlan): string {
  const { people } = event;
  return `the program does not know the cluster's nodes: ${people} times ${person.memoryGuarantee} of memory, ${Number((people * person.cpuGuarantee).toFixed(2))} cores and ${people} pods must be free there ('kubectl describe nodes' tells)`;
}

interface On {
  readonly hub: Hub;
  readonly place: Extract<Settings["place"], { platform: "azure" }>;
  readonly cost: Settings["cost"];
  readonly group: Together;
}

function onNodes(plan: EventPlan, nodes: EventNodes, { hub, place, cost, group }: On): Shown {
  const { vmSize, each, endsFirst, count, spare, seats, addresses, disks, memoryEach, pulls } = nodes;
  const price = priceOfEvent(plan, { cost, location: place.location });
  const never = daysOf(plan.times, place.maintenance);
  return {
    nodes: `${count} of ${vmSize}, and ${spare} more if one fails`,
    seats: `${seats}: ${each} on a node, where ${endsFirst} end${endsFirst.endsWith("s") ? "" : "s"} first; if everybody takes as much as possible, each has ${memoryEach} MiB`,
    quota: quotaInWords(nodes, hub.azure, place.location, group),
    addresses: `${addresses} for pods, of 65,536 in the cluster`,
    ...(disks > 0 && { disks: `${disks}, one for each person` }),
    pulls: `${pulls} of the image from ${hub.registry.type === "dockerHub" ? "Docker Hub" : "the hub's registry"}`,
    maintenance: `none on ${never.from === never.to ? never.from : `${never.from} to ${never.to}`}`,
    price: [
      `likely ${money(price.likely)} ${price.currency}, at most ${money(price.most)}, beside the hub`,
      ...(price.missing.length > 0
        ? [`no price in ${place.location} for ${price.missing.join(", ")}: set binderhub:cost.prices`]
        : []),
    ].join("; "),
  };
}

function quotaInWords({ family, cores }: EventNodes, azure: Hub["azure"], location: string, group: Together): string {
  const told = `'az vm list-usage --location ${location}' tells what Azure gives`;
  if (family === undefined) return `${cores} cores of a family that the program does not know; ${told}`;
  const needed = coresOfFamily(withPools(azure, group), family);
  const set = Object.entries(azure.quotas).find(([name]) => name.toLowerCase() === family.toLowerCase())?.[1];
  const whom = group.length > 1 ? `the hub and ${namesOf(group)} at their most` : "the hub at its most";
  const sum = `${cores} cores of ${family}, ${needed} together with ${whom}`;
  return set === undefined
    ? `${sum}; how many there are is not known: ${told}, and azure.quotas.${family} takes it`
    : `${sum}; azure.quotas says ${set}, so ${set - needed} are left`;
}

/** The largest group of events of the same moment in which one is. */
function largest(index: number, plans: Together): Together {
  const cores = (group: Together) => group.reduce((sum, [, { nodes }]) => sum + (nodes?.cores ?? 0), 0);
  const mine = groups(plans).filter((group) => group.some(([one]) => one === index));
  return mine.reduce<Together>((most, group) => (cores(group) > cores(most) ? group : most), []);
}

/** `5m` as `5 minutes`. */
function minutes(text: string): string {
  const count = minutesIn(text);
  return count === 1 ? "1 minute" : inWords(count);
}
