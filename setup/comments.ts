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

/** A comment in a stack's file, and the path of the setting below it. */
export type Comment = readonly [path: readonly string[], lines: readonly string[]];

/** Comments that explain the settings of a new stack's file, with the calculations. */
export function comments(settings: Settings, plan: Plan): readonly Comment[] {
  const cores = coresOfPlan(plan);
  return [
    [["binderhub:azure"], clusterLines(plan)],
    [
      ["binderhub:azure", "coreQuota"],
      [
        `The budget. The hub uses at most ${cores} of these cores. A cluster with more cores than the budget is refused before it is made.`,
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
        `A server may use ${settings.limits.userMemory} of memory and ${settings.limits.userCpu} core, while its node has them free. Reserved for it are`,
        `${settings.limits.userMemoryGuarantee ?? ""} and ${settings.limits.userCpuGuarantee ?? ""} core. At most totalQuota servers run at the same time.`,
      ],
    ],
  ];
}

function clusterLines(plan: Plan): readonly string[] {
  const { system, pools } = plan;
  const total = `Room for ${roomIn(plan)} people at the same time`;
  if (pools === undefined) {
    return [
      `${total}, on ${sum(system)}`,
      `Of a node's ${memoryOf(system.vmSize)} GiB of memory, servers may have ${usableMemory(system.vmSize)}: AKS keeps the rest.`,
      `${system.count} × ${usableMemory(system.vmSize)} GiB - ${hubMemory} GiB for the hub itself (assumed), then ${guaranteedMemory} GiB for each person.`,
    ];
  }
  return [
    `${total}, on their own nodes. Builds have their own nodes too. The hub has ${sum(system)}`,
    `With all pools at their largest: ${[system, pools.users, pools.builds].map(coresIn).join(" + ")} = ${coresOfPlan(plan)} cores.`,
  ];
}

function usersLines(users: Nodes): readonly string[] {
  return [
    `People's servers: at most ${sum(users)}`,
    `Of a node's ${memoryOf(users.vmSize)} GiB of memory, servers may have ${usableMemory(users.vmSize)}: AKS keeps the rest. With ${guaranteedMemory} GiB for each person, that is room for ${peopleOn(users.vmSize)} people.`,
  ];
}

/** `3 × Standard_D2s_v5 = 6 cores.` */
function sum(nodes: Nodes): string {
  return `${nodes.count} × ${nodes.vmSize} = ${coresIn(nodes)} cores.`;
}

function registryLines(registry: Settings["registry"]): readonly string[] {
  if (registry.type === "dockerHub")
    return [
      `Built images are stored on Docker Hub, in the account ${registry.username}. They stay there after a destroy.`,
    ];
  if (registry.type !== "azure") return [];
  const host = registry.host ?? `${registry.name.toLowerCase()}.azurecr.io`;
  return [
    `Built images are stored on ${host}. The stack makes this registry. A destroy deletes it with all images. It needs no password.`,
  ];
}

function addressLines(settings: Settings): readonly string[] {
  const { exposure } = settings;
  const { hub, binder } = knownHosts(settings);
  if (hub === undefined || binder === undefined || exposure.type !== "singleHost") {
    return ["Two addresses, without HTTPS. The first `pulumi up` prints them."];
  }
  const page = `The Binder page: ${hubUrls(exposure, { hub, binder }).binder}`;
  if (!exposure.hold) return [page];
  return [
    page,
    "The first `pulumi up` makes only the address, and prints a DNS record. Make this record. When the name resolves, run:",
    "  pulumi config rm --path binderhub:exposure.hold",
    "  pulumi up",
  ];
}

function loginLines(settings: Settings): readonly string[] {
  const { auth } = settings;
  if (auth.type === "none") return [];
  if (auth.type === "dummy")
    return ["Everybody who knows the password can log in, with any name. Only for a closed trial."];
  return [`Callback URL of the OAuth app: ${callbackIn(settings) ?? ""}`];
}
