import { lookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import { type HubFacts } from "../../../components/operate/facts";
import { pageOf } from "../launch";
import { whyNot } from "../web";
import { kubectl, putBack } from "./commands";
import { probe, well, wrong } from "./probe";
import { insideHost, publicHost, textIn } from "./world";

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

/** What the cluster says of a Service. */
interface ServiceAddress {
  readonly service: string;
  readonly expected: string;
  readonly found: readonly string[];
}

export const allotted = probe<readonly ServiceAddress[]>({
  id: "service-address",
  group: "address",
  title: "The load balancer has the address that the stack made",
  tried: () => "the Services' addresses in the cluster",
  without: ({ addresses }) => (addresses.hub === undefined ? "the stack makes no public address" : undefined),
  seconds: 20,
  look: async ({ facts, cluster }) => {
    const asked = [
      ["proxy-public", facts.addresses.hub],
      ["binder", facts.addresses.binder],
    ] as const;
    return Promise.all(
      asked.flatMap(([service, expected]) =>
        expected === undefined
          ? []
          : [
              cluster
                .ask("read Services", cluster.core.readNamespacedService({ name: service, namespace: facts.namespace }))
                .then(({ status }) => ({
                  ...{ service, expected },
                  found: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []),
                })),
            ],
      ),
    );
  },
  judge: (seen, facts) => {
    const bad = seen.find(({ expected, found }) => !found.includes(expected));
    if (bad === undefined) return well(seen.map(({ service, expected }) => `${service}: ${expected}`).join(", "));
    const now = bad.found.length === 0 ? "no address" : bad.found.join(", ");
    return wrong(
      `the Service ${bad.service} has ${now}, and not ${bad.expected}`,
      `This says why:\n${kubectl(facts, `describe service ${bad.service}`)}\nIf the address is gone, this makes it anew:\npulumi up --refresh`,
    );
  },
});

/** Whether a port took a connection, or why not. */
interface Knock {
  readonly at: string;
  readonly failure?: string;
}

export const balancer = probe<readonly Knock[]>({
  id: "load-balancer",
  group: "address",
  title: "The load balancer takes connections",
  tried: (facts) =>
    `connect to ${knocks(facts)
      .map(({ at }) => at)
      .join(", ")}`,
  needs: ["parts", "service-address"],
  seconds: 20,
  look: ({ facts }) => Promise.all(knocks(facts).map(({ host, port, at }) => knock(host, port, at))),
  judge: (seen, facts) => {
    const bad = seen.find(({ failure }) => failure !== undefined);
    if (bad === undefined) return well(`${seen.map(({ at }) => at).join(", ")} connected`);
    return wrong(
      `${bad.at}: ${bad.failure ?? ""}`,
      `This says whether a pod is behind it:\n${kubectl(facts, "get services,endpointslices")}${facts.cluster.platform === "azure" ? "\nIf one is: does a network security group of your own close the port?" : ""}\nIf somebody changed the Service:\n${putBack(facts)}`,
    );
  },
});

function knocks(facts: HubFacts) {
  return namedHosts(facts).map(({ host, address }) => {
    const url = [facts.hubUrl, facts.binderUrl].map((one) => new URL(one)).find(({ hostname }) => hostname === host);
    const port = Number(url?.port) || (url?.protocol === "https:" ? 443 : 80);
    return { host: address ?? host, port, at: `${address ?? host}:${port}` };
  });
}

function knock(host: string, port: number, at: string): Promise<Knock> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 8000 });
    const end = (failure?: string) => {
      socket.destroy();
      resolve({ at, ...(failure !== undefined && { failure }) });
    };
    socket.once("connect", () => {
      end();
    });
    socket.once("timeout", () => {
      end("no answer in 8 s");
    });
    socket.once("error", ({ message }) => {
      end(message);
    });
  });
}

/** What a page answered. */
export interface Page {
  readonly status: number;
  readonly location?: string;
  /** The beginning of its text, or why there is none. */
  readonly said: string;
}

export const page = probe<Page>({
  id: "page",
  group: "address",
  title: "The Binder page answers",
  tried: (facts) => `GET ${pageOf(facts)}`,
  needs: ["load-balancer", "tls-valid", "hub-url", "name-inside"],
  seconds: 25,
  look: async ({ facts, web }) => {
    try {
      const response = await web.get(pageOf(facts));
      const location = response.headers.get("location");
      return {
        status: response.status,
        ...(location !== null && { location }),
        said: (await response.text()).slice(0, 200),
      };
    } catch (error) {
      return { status: 0, said: whyNot(error) };
    }
  },
  judge: ({ status, location, said }, facts) => {
    if (status === 200) return well("200");
    // Where people log in, the page sends them to the hub.
    if (status === 302 && location !== undefined) {
      const to = new URL(location, pageOf(facts));
      if (!to.href.startsWith(`${facts.hubUrl}/`))
        return wrong(
          `it sends people to ${to.origin}, and the hub is ${facts.hubUrl}`,
          putBack(facts, "hub", "binder"),
        );
      return to.pathname.endsWith("/hub/api/oauth2/authorize")
        ? well(`${status}, to the login on ${to.host}`)
        : wrong(
            `it leads to JupyterHub (${to.pathname}): the proxy does not know where BinderHub is`,
            routeMend(facts),
          );
    }
    const mend = status === 503 || status === 502 ? routeMend(facts) : "npm run hub -- logs binder";
    return wrong(status === 0 ? said : `${status}: ${said.replace(/\s+/g, " ").slice(0, 120)}`, mend);
  },
});

function routeMend(facts: HubFacts): string {
  return `The proxy has no way to BinderHub. The hub tells it again when it starts:\n${kubectl(facts, "rollout restart deployment/proxy deployment/hub")}`;
}

export const hubUrl = probe<{ readonly hubUrl: string; readonly imagePrefix: string }>({
  id: "hub-url",
  group: "address",
  title: "BinderHub sends people to the hub's address",
  tried: () => "`hub_url` in BinderHub's configuration",
  needs: ["parts"],
  seconds: 70,
  look: async (world) => {
    const found = await world.binder();
    return { hubUrl: textIn(found, "config", "hub_url"), imagePrefix: textIn(found, "config", "image_prefix") };
  },
  judge: (seen, facts) =>
    seen.hubUrl.replace(/\/$/, "") === facts.hubUrl
      ? well(seen.hubUrl)
      : wrong(`it is ${seen.hubUrl || "not set"}, and the hub is ${facts.hubUrl}`, putBack(facts, "binder")),
});

export const prefix = probe<string>({
  id: "image-prefix",
  group: "hub",
  title: "Images have the names that the stack gives them",
  tried: () => "`image_prefix` in BinderHub's configuration",
  without: ({ registry }) => (registry.prefix === undefined ? "the hub has no registry" : undefined),
  needs: ["parts"],
  seconds: 70,
  look: async (world) => textIn(await world.binder(), "config", "image_prefix"),
  judge: (seen, facts) =>
    facts.registry.prefix !== undefined && seen.startsWith(facts.registry.prefix)
      ? well(seen)
      : wrong(
          `they begin with ${seen || "nothing"}, and not with ${facts.registry.prefix ?? ""}`,
          putBack(facts, "binder"),
        ),
});

export const addressProbes = [name, nameInside, allotted, balancer, page, hubUrl, prefix];
