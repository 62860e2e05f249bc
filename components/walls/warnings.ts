import { pathKey, setCommand } from "../../settings/problems";
import { warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { isAddress, notPublic, overlap } from "./ranges";
import { whyNamespaceIsClosed, whyRangeIsClosed } from "./refused";
import { type Said, saidServers } from "./said";
import { type Destination } from "./settings";
import { reached } from "./values";

type Named = Pick<
  Asked,
  "builds" | "registry" | "network" | "extraValues" | "buildDaemon" | "builder" | "exposure" | "place" | "namespace"
>;

/** A proxy, mirror or resolver that the policy closes: everything that needs it would wait until its timeout. */
export const wallWarnings = [
  warning(
    ["builds", "registry", "network", "extraValues", "buildDaemon", "builder", "exposure", "place", "namespace"],
    (settings) => {
      const { place, builds } = settings;
      if (place.platform === "azure" && place.networkPolicy === "none") return [];
      const closed = saidServers(settings).filter((server) => isClosed(server, settings));
      const hosts = [...new Set(closed.map(({ host, port }) => `${host}:${port}`))];
      return hosts.map((host, index) => {
        const [first, ...more] = closed.filter((one) => `${one.host}:${one.port}` === host) as [Said, ...Said[]];
        const keys = [...new Set([first, ...more].map(({ key }) => key))];
        const who = [...new Set([first, ...more].map(({ by }) => (by === "builds" ? "builds" : "users' servers")))];
        const sentence = `${keys.join(", ")}: ${who.join(" and ")} cannot connect to ${host}.`;
        const servers = [first, ...more].some(({ by }) => by === "servers");
        return `${sentence} ${mendOf(first, servers, builds.reach.length + index, settings)}`;
      });
    },
  ),
];

/** What opens it, or why nothing does. */
function mendOf({ host, port }: Said, servers: boolean, index: number, { place, namespace }: Named): string {
  const name = namespaceOf(host);
  const why = isAddress(host)
    ? port === 53
      ? undefined
      : whyRangeIsClosed(host, place)
    : whyNamespaceIsClosed(name ?? namespace, { namespace });
  if (why !== undefined) return `${isAddress(host) ? "It" : "Its namespace"} ${why}.`;
  const where = name === undefined ? { range: host, ports: [port] } : { namespace: name };
  const command = setCommand(pathKey(["builds", "reach", String(index)]), servers ? { ...where, servers } : where);
  return `This opens it: ${command}`;
}

function isClosed(
  { host, port, by }: Said,
  { builds, registry, network, extraValues, exposure, namespace }: Named,
): boolean {
  const reach = reached({ builds, registry, network }).filter(({ servers }) => by === "builds" || servers);
  if (by === "servers" && opensServers(extraValues)) return false;
  if (isAddress(host)) {
    // The chart's policy of users' servers closes less, and lets them ask any address for names.
    const closed = by === "builds" ? notPublic : notPublic.slice(0, 3);
    if (by === "servers" && port === 53) return false;
    return closed.some((range) => overlap(range, host)) && !reach.some((destination) => opens(destination, host, port));
  }
  if (host === "localhost" || Object.hasOwn(exposure.externalNames ?? {}, host)) return false;
  const own = !host.includes(".") ? namespace : namespaceOf(host);
  // The ports of its pods are not known.
  return own !== undefined && !reach.some((destination) => destination.namespace === own);
}

function opens({ range, ports }: Destination, host: string, port: number): boolean {
  return range !== undefined && overlap(range, host) && (ports === undefined || ports.includes(port));
}

/** The namespace in a name of the cluster's own, such as `squid.proxy.svc`. */
function namespaceOf(host: string): string | undefined {
  return /^[-\w]+\.([-\w]+)\.svc(\.|$)/.exec(host)?.[1];
}

/** Whether the user's own values open something to users' servers: then nobody knows what. */
function opensServers(extraValues: Asked["extraValues"]): boolean {
  const policy = at(extraValues, "jupyterhub", "singleuser", "networkPolicy");
  const egress = at(policy, "egress");
  return at(policy, "egressAllowRules", "privateIPs") === true || (Array.isArray(egress) && egress.length > 0);
}
