import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { commandOf } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { architectureOf, knownSize } from "../cluster/vm-sizes";
import { nodesNeeded, shortages } from "../cluster/quota";
import { bytes } from "../limits/memory";
import { placesForBuilds } from "../scheduling/builds-run";
import { nodesOf } from "../scheduling/nodes";
import { obstacle } from "../scheduling/placing";
import { placingValues } from "../scheduling/placing-values";
import { serverPod } from "../scheduling/pods";
import { keyOf, removal } from "./keys";
import { startSeconds } from "./arrival";
import { type Hub } from "./hub";
import { seatsOn, sizeOf } from "./nodes";
import { personOf } from "./person";
import { type EventPlan } from "./plan";
import { quotaRequest } from "./quota-request";
import { type Event } from "./settings";
import { groups, namesOf, plansOf, type Together, withPools } from "./together";

/** Sizes that are offered in place of one that is too small. */
const larger = [
  ...["Standard_D4s_v5", "Standard_D8s_v5", "Standard_D16s_v5", "Standard_D32s_v5", "Standard_E32s_v5"],
  // Where images are built on arm64.
  ...["Standard_D4ps_v5", "Standard_D8ps_v5", "Standard_D16ps_v5", "Standard_D32ps_v5"],
];

/** Nodes for which a cluster has addresses. @see https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning 10.244.0.0/16, and a /24 for each node */
const addressed = 256;

/** What is set aside for a person is never more than what may be taken. */
export function amountsFit({ events = [], limits }: Pick<Asked, "events" | "limits">): Problem[] {
  return events.flatMap((event, index): Problem[] => {
    const { memory, memoryGuarantee, cpu, cpuGuarantee } = personOf(event, { limits });
    const key = (name: string) => keyOf(index, `perPerson.${name}`);
    const above = (name: "memory" | "cpu", set: string | number, most: string | number): Problem => ({
      ...{ key: key(`${name}Guarantee`), value: String(set), mend: setCommand(key(`${name}Guarantee`), most) },
      rule: `must be at most what a server may take, which is ${most}`,
    });
    return [
      ...(bytes(memoryGuarantee) > bytes(memory) ? [above("memory", memoryGuarantee, memory)] : []),
      ...(cpuGuarantee > cpu ? [above("cpu", cpuGuarantee, cpu)] : []),
    ];
  });
}

/** An event's nodes must be of a size that is known, run what is built, and take a person. */
export function sizesFit({ events = [], ...hub }: Hub & Pick<Asked, "events">): Problem[] {
  return events.flatMap((event, index): Problem[] => {
    const vmSize = sizeOf(event, hub);
    const fault = sizeFault(vmSize, event, hub);
    if (fault === undefined) return [];
    const better = larger.find((one) => sizeFault(one, event, hub) === undefined);
    const key = keyOf(index, "vmSize");
    if (better !== undefined) {
      const rule = event.vmSize === undefined ? `would be ${vmSize}, which ${fault}` : fault;
      return [{ key, ...shown(event.vmSize), rule, mend: setCommand(key, better) }];
    }
    const person = keyOf(index, "perPerson");
    return [{ key: person, rule: `asks for more than any usual node has: ${fault}`, mend: removeCommand(person) }];
  });
}

const shown = (value: string | undefined) => (value === undefined ? {} : { value });

function sizeFault(vmSize: string, event: Event, hub: Hub): string | undefined {
  if (knownSize(vmSize) === undefined) {
    return "is a size of which the program does not know the memory, so that nobody knows how many people a node takes";
  }
  if (vmSize.startsWith("Standard_N")) return "has GPUs, which the servers of an event do not ask for";
  const builders = placesForBuilds({ values: placingValues(hub), nodes: nodesOf(hub.azure) });
  const [builder] = builders;
  if (builder !== undefined && !builders.some((one) => architectureOf(one.vmSize) === architectureOf(vmSize))) {
    return `is ${architectureOf(vmSize)}, but images are built on ${builder.vmSize}, which is ${architectureOf(builder.vmSize)}: they would not run`;
  }
  const { each, endsFirst } = seatsOn(vmSize, event, hub);
  if (each > 0) return undefined;
  if (endsFirst === "disks") return "is a size of which the program does not know how many people's disks it can have";
  const { memoryGuarantee, cpuGuarantee } = personOf(event, hub);
  const what = endsFirst === "memory" ? `${memoryGuarantee} of memory` : `${cpuGuarantee} cores`;
  return `is too small: one person alone has ${what} set aside, and a node has less for pods`;
}

/** All nodes of a cluster at the same moment need addresses. */
export function nodesHaveAddresses({ events = [], ...hub }: Hub & Pick<Asked, "events">): Problem[] {
  const own = nodesNeeded(hub.azure);
  return blamed(groups(plansOf(events, hub)), (group) => {
    const nodes = nodesNeeded(withPools(hub.azure, group));
    const [last] = group.slice(-1);
    if (nodes <= addressed || last === undefined) return [];
    const [index, plan] = last;
    const others = nodesNeeded(withPools(hub.azure, group.slice(0, -1)));
    const better = larger.find((vmSize) => {
      if (sizeFault(vmSize, plan.event, hub) !== undefined) return false;
      return others + Math.ceil(plan.event.people / seatsOn(vmSize, plan.event, hub).each) + 1 <= addressed;
    });
    const key = keyOf(index, better === undefined ? "people" : "vmSize");
    const fewest = (addressed - others - 1) * (plan.nodes?.each ?? 0);
    const mend =
      better !== undefined
        ? setCommand(key, better)
        : fewest > 0
          ? setCommand(key, fewest)
          : removal(index, events.length);
    const rule = `needs ${nodes - addressed} nodes more than a cluster has addresses for, which are ${addressed}: ${own} are the hub's at its most, and ${nodes - own} those of ${namesOf(group)} (${nodesInWords(plan)})`;
    return [{ key, ...shown(better === undefined ? String(plan.event.people) : plan.event.vmSize), rule, mend }];
  });
}

/** `40 and one spare, 2 people on each: memory ends first`. */
function nodesInWords({ nodes }: EventPlan): string {
  if (nodes === undefined) return "none";
  const each = nodes.each === 1 ? "one person" : `${nodes.each} people`;
  return `${nodes.count} and one spare of ${nodes.vmSize}, ${each} on each, where ${nodes.endsFirst} end${nodes.endsFirst.endsWith("s") ? "" : "s"} first`;
}

/** Azure must have the cores, for the hub at its most and for all events of the same moment. */
export function coresSuffice({ events = [], location, ...hub }: Hub & Pick<Asked, "events" | "location">): Problem[] {
  const before = shortages(hub.azure).map(({ name }) => name);
  return blamed(groups(plansOf(events, hub)), (group) => {
    const found = shortages(withPools(hub.azure, group)).filter(({ name }) => !before.includes(name));
    const [last] = group.slice(-1);
    if (found.length === 0 || last === undefined) return [];
    const [index, plan] = last;
    const told = found.map(({ name, needed, limit, path }) => {
      const lack = `needs ${needed - limit} cores more of ${name === "cores" ? "the region" : name} than there are: ${needed} with the hub at its most, and ${path.join(".")} is ${limit}`;
      return `${lack}. Ask Azure: ${quotaRequest(name, needed, location)}`;
    });
    const mend = commandOf(found.map(({ path, needed }) => ({ path, value: needed })));
    const with_ = group.length > 1 ? `, together with ${namesOf(group.slice(0, -1))},` : "";
    const rule = `${with_} ${told.join("; and ")}. Then say here what it gives`.trimStart();
    return [{ key: keyOf(index, "people"), value: String(plan.event.people), rule: rule.replace(/^, /, ""), mend }];
  });
}

/** BinderHub and JupyterHub count the servers of the whole hub. */
export function hubTakesThem({ events = [], limits, ...hub }: Hub & Pick<Asked, "events">): Problem[] {
  const active = Number(at(hub.extraValues, "jupyterhub", "hub", "activeServerLimit") ?? 0);
  const caps = [
    { name: "limits.totalQuota", most: limits.totalQuota },
    { name: "extraValues.jupyterhub.hub.activeServerLimit", most: active > 0 ? active : undefined },
  ];
  return blamed(groups(plansOf(events, { ...hub, limits })), (group) => {
    const people = group.reduce((sum, [, { event }]) => sum + event.people, 0);
    const [last] = group.slice(-1);
    if (last === undefined) return [];
    const [index, { event }] = last;
    return caps.flatMap(({ name, most }): Problem[] => {
      if (most === undefined || people <= most) return [];
      const rule = `are ${people - most} more than may have a server at the same time: ${name} is ${most}, and ${namesOf(group)} need${group.length === 1 ? "s" : ""} ${people}`;
      return [
        {
          ...{ key: keyOf(index, "people"), value: String(event.people), rule },
          mend: setCommand(`binderhub:${name}`, people),
        },
      ];
    });
  });
}

/** Extra values that choose nodes choose for the servers of an event too. */
export function serversGoThere({ events = [], ...hub }: Hub & Pick<Asked, "events">): Problem[] {
  const choices = { nodeSelector: { terms: [] }, extraNodeAffinity: { selector: {} } };
  return Object.entries(choices).flatMap(([name, others]): Problem[] => {
    const path = ["extraValues", "jupyterhub", "singleuser", name];
    if (at(hub, ...path) === undefined) return [];
    const server = serverPod(placingValues(hub));
    const missed = plansOf(events, hub).filter((one) => {
      const nodes = nodesOf(withPools(hub.azure, [one])).find(({ pool }) => pool === one[1].event.name);
      return nodes !== undefined && obstacle({ ...server, ...others }, nodes) === "selector";
    });
    if (missed.length === 0) return [];
    const key = pathKey(path);
    const rule = `sends servers to nodes that are not those of ${namesOf(missed)}, which would stay empty. For nodes of a kind, use sizes, which leave events alone`;
    return [{ key, rule, mend: removeCommand(key) }];
  });
}

/** JupyterHub refuses launches while too many servers start. */
export function nobodyIsRefused({ events = [], ...hub }: Hub & Pick<Asked, "events">): Problem[] {
  return plansOf(events, hub).flatMap(([index, { event, arrival }]): Problem[] => {
    const { atOnce, limit } = arrival;
    if (limit === undefined || atOnce <= limit) return [];
    const key = keyOf(index, "arriveWithin");
    const seconds = startSeconds(hub);
    const least = Math.ceil((event.people * seconds) / limit / 60);
    const rule = `must be ${least}m at least: ${event.people} people in ${event.arriveWithin} start ${atOnce} servers at the same moment, ${seconds} seconds each, and JupyterHub refuses more than ${limit} (jupyterhub.hub.concurrentSpawnLimit)`;
    return [{ key, value: event.arriveWithin, rule, mend: setCommand(key, `${least}m`) }];
  });
}

/** The problems of groups, those of the largest first. What a smaller group needs as well is told once. */
function blamed(all: readonly Together[], of: (group: Together) => readonly Problem[]): Problem[] {
  const size = (group: Together) =>
    group.reduce((sum, [, { event, nodes }]) => sum + (nodes?.cores ?? 0) * 10_000 + event.people, 0);
  const what = ({ key, mend = "" }: Problem) => `${key} ${mend.split(" ").slice(0, -1).join(" ")}`;
  return [...all]
    .sort((one, other) => size(other) - size(one))
    .flatMap(of)
    .filter((problem, place, problems) => place === problems.findIndex((other) => what(other) === what(problem)));
}
