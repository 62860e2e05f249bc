import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type HubFacts } from "../../../components/operate/facts";
import { whyNot } from "../web";
import { kubectl } from "./commands";
import { probe, well, wrong } from "./probe";
import { insideHost, publicHost } from "./world";

/** The hosts of a hub whose names lead to an address, with the address that the stack made. */
export function namedHosts({ hubUrl, binderUrl, addresses }: HubFacts): readonly { host: string; address?: string }[] {
  const [hub, binder] = [new URL(hubUrl).hostname, new URL(binderUrl).hostname];
  const hosts = [
    { host: hub, address: addresses.hub },
    { host: binder, address: binder === hub ? addresses.hub : (addresses.binder ?? addresses.hub) },
  ];
  return hosts.filter(({ host }, index) => hosts.findIndex((one) => one.host === host) === index);
}

const names = (facts: HubFacts) => namedHosts(facts).filter(({ host }) => isIP(host) === 0 && host !== "localhost");
const withoutName = (facts: HubFacts) => (names(facts).length === 0 ? "the hub has an address and no name" : undefined);

/** Addresses by host, or why there are none. */
type Resolved = Readonly<Record<string, readonly string[] | string>>;

/** What is wrong with what names lead to. `undefined` if nothing is. */
function elsewhere(resolved: Resolved, facts: HubFacts): { saw: string; mend: string } | undefined {
  for (const { host, address } of names(facts)) {
    const found = resolved[host] ?? "not asked";
    if (typeof found === "string") {
      return { saw: `${host}: ${found}`, mend: recordOf(host, address) };
    }
    if (address !== undefined && !found.includes(address))
      return {
        saw: `${host} leads to ${found.join(", ")}, and the hub is at ${address}`,
        mend: recordOf(host, address),
      };
  }
  return undefined;
}

function recordOf(host: string, address: string | undefined): string {
  return address === undefined ? "pulumi refresh && pulumi up" : `Make the DNS record: ${host} A ${address}`;
}

const saidNames = (resolved: Resolved) =>
  Object.entries(resolved)
    .map(([host, found]) => `${host} → ${[found].flat().join(", ")}`)
    .join("; ");

export const name = probe<Resolved>({
  id: "name",
  group: "address",
  title: "The hub's name leads to its address",
  tried: (facts) =>
    `look up ${names(facts)
      .map(({ host }) => host)
      .join(", ")} on this machine`,
  without: withoutName,
  seconds: 15,
  look: async ({ facts }) => {
    const found = await Promise.all(
      names(facts).map(async ({ host }): Promise<[string, readonly string[] | string]> => {
        try {
          return [host, (await lookup(host, { all: true, family: 4 })).map(({ address }) => address)];
        } catch (error) {
          return [host, whyNot(error)];
        }
      }),
    );
    return Object.fromEntries(found);
  },
  judge: (seen, facts) => {
    const bad = elsewhere(seen, facts);
    return bad === undefined ? well(saidNames(seen)) : wrong(bad.saw, bad.mend);
  },
});

export const nameInside = probe<Resolved>({
  id: "name-inside",
  group: "address",
  title: "The cluster finds names: the hub's own, and public ones",
  tried: () => `look up ${publicHost} and the hub's name in BinderHub's pod`,
  needs: ["parts"],
  seconds: 70,
  look: async (world) => {
    const { names: found } = await world.binder();
    return found as Resolved;
  },
  judge: (seen, facts) => {
    const unknown = [insideHost, publicHost].find((host) => typeof seen[host] === "string");
    if (unknown !== undefined) {
      return wrong(
        `${unknown}: ${String(seen[unknown])}`,
        `Does the cluster's DNS run?\n${kubectl({ ...facts, namespace: "kube-system" }, "get deployment/coredns")}\nStart it anew:\n${kubectl({ ...facts, namespace: "kube-system" }, "rollout restart deployment/coredns")}`,
      );
    }
    const bad = elsewhere(seen, facts);
    return bad === undefined ? well(saidNames(seen)) : wrong(`in the cluster, ${bad.saw}`, bad.mend);
  },
});
