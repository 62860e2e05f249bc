import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { coresOfFamily, unusedQuotas } from "../cluster/quota";
import { dateOf, wallClockAt } from "../schedule/wall-clock";
import { keyOf, removal } from "./keys";
import { type Hub } from "./hub";
import { quotaRequest } from "./quota-request";
import { plansOf, withPools } from "./together";
import { timesOf } from "./times";

type Asks = Pick<Asked, "events">;

/** Nodes that AKS advises at most for the tier Free. @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers */
const advisedFree = 10;

/** Pulls that Docker Hub allows a free account in six hours. Paid accounts have no such limit. @see https://docs.docker.com/docker-hub/usage/ */
const freePulls = 200;

const shown = (index: number, name?: string) => keyOf(index, name).replace("binderhub:", "");

/** Events that are over, and those for whose preparation it is late. */
export function pastAndLate({ events = [] }: Asks, now: Date): string[] {
  return events.flatMap((event, index) => {
    const times = timesOf(event);
    const at = now.getTime();
    if (times === undefined || at < times.prepare) return [];
    if (times.end <= at) {
      const day = dateOf(wallClockAt(times.end, event.timeZone).day);
      return [`${shown(index)} (${event.name}): is over since ${day}. ${removal(index, events.length)} removes it.`];
    }
    return at < times.start
      ? [
          `${shown(index, "start")} (${event.name}): it begins in less than prepare (${event.prepare}): the image is built at once, and there is less time to mend it.`,
        ]
      : [];
  });
}

/** Hours that people have used up keep them out of an event too. @see ../per-person */
export function hoursCount(settings: Pick<Asked, "events">): string[] {
  const hours = at(settings, "perPerson", "hoursPerWeek");
  return (settings.events ?? []).length === 0 || typeof hours !== "number"
    ? []
    : [
        `events: servers of an event count as hours of their people (perPerson.hoursPerWeek is ${hours}), and who has used them up cannot come. 'npm run hub -- hours --forget-all' on the day gives everybody new ones.`,
      ];
}

/** What may be too little for events that are to come, and what the program cannot check. */
export function perhapsTooLittle(
  { events = [], location, ...hub }: Hub & Asks & Pick<Asked, "location">,
  now: Date,
): string[] {
  if (hub.platform !== "azure") return [];
  const plans = plansOf(events, hub);
  const unused = unusedQuotas(withPools(hub.azure, plans)).map(
    (name) => `azure.quotas: no pool and no event is of the family ${name}.`,
  );
  const little = plans.flatMap(([index, plan]) => {
    const { nodes, times, event } = plan;
    if (nodes === undefined || times.end <= now.getTime()) return [];
    const name = `${shown(index)} (${event.name})`;
    const { family, count, spare, pulls } = nodes;
    const isKnown = Object.keys(hub.azure.quotas).some((one) => one.toLowerCase() === family?.toLowerCase());
    const needed = family === undefined ? 0 : coresOfFamily(withPools(hub.azure, [[index, plan]]), family);
    const isFree = hub.azure.tier === "Free" && count + spare + hub.azure.nodeCount > advisedFree;
    return [
      ...(family === undefined || isKnown
        ? []
        : [
            `${name}: needs ${needed} cores of ${family}, and the program does not know how many there are. 'az vm list-usage --location ${location}' tells; say it in azure.quotas.${family}. To ask for more: ${quotaRequest(family, needed, location)}.`,
          ]),
      ...(isFree
        ? [
            `${name}: with ${count + spare} nodes for it, the cluster has more than the ${advisedFree} that AKS advises for the tier Free; azure.tier Standard is for more.`,
          ]
        : []),
      ...(hub.registry.type === "dockerHub" && pulls > freePulls
        ? [
            `${name}: ${pulls} nodes pull the image from Docker Hub, which allows a free account ${freePulls} pulls in six hours. A registry of Azure's has no such limit.`,
          ]
        : []),
    ];
  });
  return [...(events.length === 0 ? [] : unused), ...little];
}
