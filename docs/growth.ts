import { bills } from "../components/concepts";
import { hours } from "../components/cost/billed";
import { hourAsleep } from "../components/cost/estimate";
import { coresOf } from "../components/cluster/settings";
import { priceTable } from "../components/cost/prices";
import { money } from "../components/cost/shown";
import { eachServer, hubFor, type HubFor } from "./hub-for";

/** Numbers of people of the table. */
export const steps = [10, 25, 50, 100, 200, 500, 1000, 2000] as const;

/** What an hour asleep costs of an hour of the same hub without a schedule. */
interface Asleep {
  /** Of an hour that is like all others of a likely month. */
  readonly ofUsual: number;
  /** Of an hour in which all nodes run, for as many people as there may be. */
  readonly ofFull: number;
}

/** What a hub costs asleep, if its nodes sleep or its cluster is stopped. */
export function asleep({ settings, estimate: { total } }: HubFor, sleep: "nodes" | "cluster"): Asleep {
  const times = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" };
  const hour = hourAsleep({ ...settings, schedule: { ...times, sleep, wakeOnVisit: false } }, bills);
  return { ofUsual: hour / (total.likely / hours.likely), ofFull: hour / (total.most / hours.most) };
}

/** `58 %, 39 %`. */
function asleepInWords(hub: HubFor, sleep: "nodes" | "cluster"): string {
  const { ofUsual, ofFull } = asleep(hub, sleep);
  return [ofUsual, ofFull].map((share) => `${Math.round(100 * share)} %`).join(", ");
}

/** A limit that a hub meets as it grows. */
interface Limit {
  readonly name: string;
  /** People at a time for whom there is room up to it. */
  readonly people: number;
}

/**
 * Limits of Azure's, in people.
 * @see https://github.com/mspnp/aks-baseline/issues/377 for the cores of a new subscription
 * @see https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers for the nodes of the tier Free
 * @see https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning for the addresses: 10.244.0.0/16, and a /24 for each node
 */
function limitsOf({ settings: { azure }, perNode, cores, nodes }: HubFor): Limit[] {
  const each = coresOf(azure.pools.users?.vmSize ?? "") ?? NaN;
  const otherCores = cores - (nodes.users + 1) * each;
  const otherNodes = nodes.system + (azure.pools.builds?.max ?? 0);
  return [
    { name: "10 cores, a new subscription's quota", people: (Math.floor((10 - otherCores) / each) - 1) * perNode },
    ...(azure.tier === "Free"
      ? [{ name: "10 nodes, advised for the tier Free", people: (10 - otherNodes) * perNode }]
      : []),
    // An upgrade adds a node to each of three pools.
    { name: "256 nodes, for which there are addresses", people: (256 - 3 - otherNodes) * perNode },
  ];
}

/** What a hub needs for numbers of people, each row from the program's own rules and prices. */
export function growthTable(): string {
  const rows = steps.map(hubFor).map((hub) => {
    const { people, settings, estimate, nodes, cores, endsFirst, perNode } = hub;
    const { azure } = settings;
    const limits = limitsOf(hub);
    const passed = limits.filter((limit) => limit.people < people).map(({ name }) => name);
    const [next] = limits.filter((limit) => limit.people >= people).sort((a, b) => a.people - b.people);
    const { total, usage } = estimate;
    return [
      people.toLocaleString("en-US"),
      `${nodes.system} × ${azure.vmSize.slice("Standard_".length)}`,
      `1 to ${nodes.users} × ${azure.pools.users?.vmSize.slice("Standard_".length) ?? ""}`,
      `${perNode} (${endsFirst})`,
      String(cores),
      money(total.least),
      money(total.likely),
      money(total.most),
      (total.likely / usage.personHours.likely).toFixed(2),
      asleepInWords(hub, "nodes"),
      asleepInWords(hub, "cluster"),
      [
        ...passed.map((name) => `at once: ${name}`),
        next && `at ${next.people.toLocaleString("en-US")} people: ${next.name}`,
      ]
        .filter((text) => text !== undefined)
        .join("; "),
    ];
  });
  const head = [
    ...["People at a time", "System pool", "Nodes for users", "Servers on a node (what ends first)", "Cores of quota"],
    ...[
      "A month, at least",
      "likely",
      "at most",
      "A person and hour, likely",
      "An hour asleep, nodes alone: of a usual hour, and of one with everybody",
      "the same, the cluster stopped",
      "What breaks first as it grows",
    ],
  ];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const guarantee = `${eachServer.userMemoryGuarantee} and ${eachServer.userCpuGuarantee} core`;
  return [
    `A server has ${guarantee} set aside. Amounts are ${priceTable().currency} in \`westeurope\`, without tax. “Likely” is with as many people as there is room for, each`,
    `for 4 hours a week, within 40 hours of the week.`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
  ].join("\n");
}
