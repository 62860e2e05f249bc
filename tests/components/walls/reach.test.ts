import * as fc from "fast-check";
import { whyRangeIsClosed } from "../../../components/walls/refused";
import { type Destination } from "../../../components/walls/settings";
import { buildPolicy, reached, serverPolicy } from "../../../components/walls/values";
import { edited, settingsOf } from "../../stack/stack";
import { inRange, reaches } from "./reaches";

const at = (address: string) => ({ address });
const policies = (reach: readonly Destination[], apiServer: readonly string[] = []) => ({
  builds: buildPolicy({ apiServer, reach }),
  servers: serverPolicy({ apiServer, reach }),
});

const proxy = { range: "10.1.2.3", ports: [3128], servers: true };
const git = { range: "10.9.0.0/24", servers: false };
const mirror = { namespace: "mirror", ports: [8080], servers: false };
const resolver = { range: "10.1.2.53", ports: [53], servers: false };

describe("what builds must reach", () => {
  const { builds } = policies([proxy, git, mirror, resolver]);

  test("is a proxy at its port, and not its neighbour or another port", () => {
    expect(reaches(builds, at("10.1.2.3"), 3128)).toBe(true);
    expect(reaches(builds, at("10.1.2.3"), 22)).toBe(false);
    expect(reaches(builds, at("10.1.2.4"), 3128)).toBe(false);
  });

  test("is a range at every port, if none is named", () => {
    expect([22, 443].map((port) => reaches(builds, at("10.9.0.255"), port))).toEqual([true, true]);
    expect(reaches(builds, at("10.9.1.0"), 443)).toBe(false);
  });

  test("is a namespace's pods at their port, and no other namespace's", () => {
    expect(reaches(builds, { namespace: "mirror" }, 8080)).toBe(true);
    expect(reaches(builds, { namespace: "mirror" }, 80)).toBe(false);
    expect(reaches(builds, { namespace: "default" }, 8080)).toBe(false);
  });

  test.each(["UDP", "TCP"] as const)("is a resolver over %s", (protocol) => {
    expect(reaches(builds, at("10.1.2.53"), 53, protocol)).toBe(true);
  });

  test.each(["169.254.20.10", "169.254.10.11"])(
    "is a cache of names on the node at %s, without being named",
    (cache) => {
      expect(reaches(policies([]).builds, at(cache), 53, "UDP")).toBe(true);
      expect(reaches(policies([]).builds, at(cache), 8080)).toBe(false);
    },
  );

  test("is not what Azure's machines get their goal state from, though its address is public", () => {
    expect([80, 32_526].map((port) => reaches(builds, at("168.63.129.16"), port))).toEqual([false, false]);
    expect(reaches(builds, at("168.63.129.17"), 80)).toBe(true);
  });

  test("comes from the settings, with a private registry", () => {
    const custom = { type: "custom", url: "https://r.example.org", username: "me", prefix: "images" };
    const settings = settingsOf(
      edited({ builds: { reach: [{ range: "10.1.2.3" }] }, registry: { ...custom, privateRange: "10.7.0.0/24" } }),
    );
    expect(reached(settings)).toEqual([
      { range: "10.1.2.3", servers: false },
      { range: "10.7.0.0/24", servers: false },
    ]);
  });
});

describe("users' servers", () => {
  const { servers } = policies([proxy, git, mirror, resolver]);

  test("may connect to a proxy that is theirs too, and to nothing else that builds reach", () => {
    expect(reaches(servers, at("10.1.2.3"), 3128)).toBe(true);
    expect(reaches(servers, at("10.9.0.1"), 443)).toBe(false);
    expect(reaches(servers, { namespace: "mirror" }, 8080)).toBe(false);
    expect(reaches(servers, at("20.1.2.3"), 443)).toBe(false);
  });

  test("get it by a policy of its own, for the chart's label, which takes nothing from them", () => {
    expect(servers).toStrictEqual({
      podSelector: { matchLabels: { component: "singleuser-server" } },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ipBlock: { cidr: "10.1.2.3/32" } }],
          ports: [
            { protocol: "UDP", port: 3128 },
            { protocol: "TCP", port: 3128 },
          ],
        },
      ],
    });
  });
});

describe("the API server", () => {
  const range = { range: "10.9.0.77/24", servers: true };

  test("is left out of a range that it is in, whose other addresses are reached", () => {
    for (const policy of Object.values(policies([range], ["10.9.0.5"]))) {
      expect(reaches(policy, at("10.9.0.5"), 443)).toBe(false);
      expect(reaches(policy, at("10.9.0.6"), 443)).toBe(true);
    }
  });

  test("is not opened where it is all of the range, because an exception must be smaller than that", () => {
    expect(policies([{ range: "10.9.0.5", servers: true }], ["10.9.0.5"]).servers.egress).toEqual([]);
  });

  test("makes exceptions that Kubernetes accepts: in the range, and written without the bits below the prefix", () => {
    expect(policies([range], ["10.9.0.9", "10.9.0.5", "10.8.0.5", "fd00::1"]).servers.egress).toEqual([
      { to: [{ ipBlock: { cidr: "10.9.0.0/24", except: ["10.9.0.5/32", "10.9.0.9/32"] } }] },
    ]);
  });
});

test("whatever range is accepted, neither metadata, nor the API server, nor AKS's own ranges are reached", () => {
  const byte = fc.nat(255);
  const address = fc.tuple(fc.constantFrom(10, 168, 169, 172, 192), fc.constantFrom(0, 63, 224, 244, 254), byte, byte);
  const prefix = fc.integer({ min: 0, max: 32 });
  fc.assert(
    fc.property(address, prefix, address, (start, bits, server) => {
      const range = `${start.join(".")}/${bits}`;
      fc.pre(whyRangeIsClosed(range, { platform: "azure" }) === undefined);
      const apiServer = server.join(".");
      const { builds, servers } = policies([{ range, servers: true }], [apiServer]);
      const ends = ["10.244.0.0", "10.244.255.255", "10.0.0.1", "10.224.0.4"];
      const closed = ["169.254.169.254", "168.63.129.16", apiServer, ...ends];
      expect(closed.filter((one) => reaches(builds, at(one), 443) || reaches(servers, at(one), 443))).toEqual([]);
      expect(reaches(servers, at(start.join(".")), 443)).toBe(start.join(".") !== apiServer);
      expect(inRange(start.join("."), range)).toBe(true);
    }),
  );
});
