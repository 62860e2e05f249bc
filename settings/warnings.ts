import { coresOf } from "../components/cluster/settings";
import { type Settings } from "./parse";

/** What is allowed, but worth a second thought. */
export function warnings({ auth, azure, branding, exposure, limits, platform, scheduling }: Settings): string[] {
  const found: string[] = [];
  if (branding.pages?.branch !== undefined) {
    found.push(
      `branding.pages.branch: the pages follow the branch ${branding.pages.branch} at every start of the pod; a commit or a tag does not change by itself.`,
    );
  }
  const encrypted = exposure.type === "singleHost" && exposure.https !== undefined;
  if (auth.type !== "none" && exposure.type !== "clusterIP" && !encrypted) {
    found.push(
      "auth: without https, logins and cookies travel unencrypted; exposure.type singleHost with https keeps them private.",
    );
  }
  if (exposure.type === "singleHost" && exposure.hold) {
    found.push(
      "exposure.hold: only the address is made. A hub that is already running is removed, with its namespace and its users' volumes.",
    );
  }
  if (exposure.type === "singleHost" && platform === "existing") {
    found.push(
      "exposure.type singleHost: the cluster must give addresses to LoadBalancer Services (plain kind does not), or the release waits until its timeout.",
    );
  }
  const cores = coresOf(azure.vmSize) ?? 0;
  if (platform === "azure" && azure.coreQuota !== undefined && (azure.nodeCount + 1) * cores > azure.coreQuota) {
    found.push(
      `azure.coreQuota: an upgrade needs one node more for a while (${cores} cores), and the quota has no room for it.`,
    );
  }
  const room = roomFor(azure, limits.userCpuGuarantee);
  if (platform === "azure" && room !== undefined && room < scheduling.placeholders) {
    found.push(
      `scheduling.placeholders: with limits.userCpuGuarantee, at most ${room} servers fit on the nodes for users, and pulumi up waits until every placeholder has a place.`,
    );
  }
  return found;
}

/** How many servers the nodes for users have cores for at the very most; `undefined` where the settings do not tell. */
function roomFor({ pools, nodeCount, vmSize }: Settings["azure"], each: number | undefined): number | undefined {
  const users = Object.values(pools).filter(({ role }) => role === "user");
  const nodes = users.length > 0 ? users.map((pool) => ({ ...pool, count: pool.max })) : [{ vmSize, count: nodeCount }];
  const rooms = nodes.map(
    ({ vmSize: size, count }) => count * Math.floor((coresOf(size) ?? NaN) / (each ?? NaN) + 1e-9),
  );
  const sum = rooms.reduce((total, room) => total + room, 0);
  return Number.isNaN(sum) ? undefined : sum;
}
