import { connect } from "node:net";
import { type HubFacts } from "../../../components/operate/facts";
import { kubectl, putBack } from "./commands";
import { namedHosts } from "./names";
import { probe, well, wrong } from "./probe";

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
