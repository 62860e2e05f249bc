import { type Settings } from "../settings/settings";
import { hubUrls, knownHosts } from "../components/address/urls";
import { callbackIn } from "./checks";
import {
  coresIn,
  coresOfPlan,
  guaranteedMemory,
  hubMemory,
  memoryOf,
  type Nodes,
  peopleOn,
  type Plan,
  roomIn,
  usableMemory,
} from "./sizes";

/** A comment of a stack's file, and the path of the setting above which it stands. */
export type Comment = readonly [path: readonly string[], lines: readonly string[]];

/** What the settings of a new stack's file mean, in words and sums. */
export function comments(settings: Settings, plan: Plan): readonly Comment[] {
  const cores = coresOfPlan(plan);
  return [
    [["binderhub:azure"], clusterLines(plan)],
    [
      ["binderhub:azure", "coreQuota"],
      [
        `The budget. Of these cores the hub has at most ${cores}; a cluster with more than the budget is refused before it is made.`,
      ],
    ],
    [["binderhub:azure", "pools", "users"], plan.pools ? usersLines(plan.pools.users) : []],
    [["binderhub:azure", "pools", "builds"], plan.pools ? [`Builds: at most ${sum(plan.pools.builds)}`] : []],
    [["binderhub:registry"], registryLines(settings.registry)],
    [["binderhub:exposure"], addressLines(settings)],
    [["binderhub:auth"], loginLines(settings)],
    [
      ["binderhub:limits"],
      [
        `A server may use ${settings.limits.userMemory} of memory and ${settings.limits.userCpu} core, while its node has them. Set aside for it are`,
        `${settings.limits.userMemoryGuarantee ?? ""} and ${settings.limits.userCpuGuarantee ?? ""} core. No more than totalQuota servers run at a time.`,
      ],
    ],
  ];
}

function clusterLines(plan: Plan): readonly string[] {
  const { system, pools } = plan;
  const total = `Room for ${roomIn(plan)} people at a time`;
  if (pools === undefined) {
    return [
      `${total}, on ${sum(system)}`,
      `Of a node's ${memoryOf(system.vmSize)} GiB of memory, servers may have ${usableMemory(system.vmSize)}: AKS keeps the rest.`,
      `${system.count} × ${usableMemory(system.vmSize)} GiB - ${hubMemory} GiB for the hub itself (assumed), and ${guaranteedMemory} GiB for each person.`,
    ];
  }
  return [
    `${total}, on nodes of their own; builds have theirs, and so has the hub: ${sum(system)}`,
    `With all pools at their largest: ${[system, pools.users, pools.builds].map(coresIn).join(" + ")} = ${coresOfPlan(plan)} cores.`,
  ];
}

function usersLines(users: Nodes): readonly string[] {
  return [
    `People's servers: at most ${sum(users)}`,
    `Of a node's ${memoryOf(users.vmSize)} GiB of memory, servers may have ${usableMemory(users.vmSize)}: AKS keeps the rest. With ${guaranteedMemory} GiB for each, ${peopleOn(users.vmSize)} people.`,
  ];
}

/** `3 × Standard_D2s_v3 = 6 cores.` */
function sum(nodes: Nodes): string {
  return `${nodes.count} × ${nodes.vmSize} = ${coresIn(nodes)} cores.`;
}

function registryLines(registry: Settings["registry"]): readonly string[] {
  if (registry.type === "dockerHub")
    return [`Built images go to Docker Hub, to ${registry.username}. They stay there after a destroy.`];
  if (registry.type !== "azure") return [];
  const host = registry.host ?? `${registry.name.toLowerCase()}.azurecr.io`;
  return [`Built images go to ${host}, which the stack makes, and removes with all images. It needs no password.`];
}

function addressLines(settings: Settings): readonly string[] {
  const { exposure } = settings;
  const { hub, binder } = knownHosts(settings);
  if (hub === undefined || binder === undefined || exposure.type !== "singleHost") {
    return ["Two addresses, without HTTPS. They are known after the first `pulumi up`, which prints them."];
  }
  const page = `The Binder page: ${hubUrls(exposure, { hub, binder }).binder}`;
  if (!exposure.hold) return [page];
  return [
    page,
    "The first `pulumi up` makes only the address, and prints the DNS record that you make for it. When the name resolves:",
    "  pulumi config rm --path binderhub:exposure.hold",
    "  pulumi up",
  ];
}

function loginLines(settings: Settings): readonly string[] {
  const { auth } = settings;
  if (auth.type === "none") return [];
  if (auth.type === "dummy")
    return ["Everybody who knows the one password logs in, with any name. For a closed trial only."];
  return [`Callback URL of the OAuth app: ${callbackIn(settings) ?? ""}`];
}
