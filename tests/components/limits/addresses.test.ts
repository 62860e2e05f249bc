import { type Settings } from "../../../settings/settings";
import { addressValues } from "../../../components/limits/addresses";
import { check, edited, type Edits } from "../../stack/stack";
import { run, withBinderHub } from "../../upstream/binderhub";

const balanced: Settings["exposure"] = { type: "loadBalancer" };
const https = { email: "me@example.org", staging: false };
const singleHost: Settings["exposure"] = { type: "singleHost", hold: false };
const lectureRoom = { launchRate: 3, launchRateExempt: ["203.0.113.0/24"], bannedNetworks: ["198.51.100.0/25"] };

withBinderHub("BinderHub's own code", () => {
  test("counts launches of each address, but not those of an exempt one, and bans networks", () => {
    const addresses = ["192.0.2.1", "192.0.2.2", "203.0.113.7", "198.51.100.7", "198.51.100.200"];
    expect(JSON.parse(run("addresses.py", { values: addressValues(lectureRoom, balanced), addresses }))).toEqual([
      [3, false],
      [3, false],
      [20, false],
      [3, true],
      [3, false],
    ]);
  });

  const forged = { "X-Real-Ip": "198.51.100.9" };
  const throughProxy = { "X-Forwarded-For": "198.51.100.9, ::ffff:203.0.113.7" };
  test.each<readonly [name: string, exposure: Settings["exposure"], requests: readonly object[], seen: string]>([
    ["a load balancer of its own", balanced, [{}, forged, throughProxy, { ...forged, ...throughProxy }], "127.0.0.1"],
    ["the hub's proxy", singleHost, [throughProxy, { ...forged, ...throughProxy }], "203.0.113.7"],
    [
      "the hub's proxy, and Traefik before it",
      { ...singleHost, https },
      [{ "X-Real-Ip": "203.0.113.7", "X-Forwarded-For": "203.0.113.7, ::ffff:10.244.0.9" }],
      "203.0.113.7",
    ],
  ])("sees through %s the address that nobody can forge", (_name, exposure, requests, seen) => {
    const answers: unknown = JSON.parse(run("clients.py", { values: addressValues(lectureRoom, exposure), requests }));
    expect(answers).toEqual(requests.map(() => seen));
  });
});

test("nothing is said of addresses where nothing is set", () => {
  expect(addressValues({}, balanced)).toEqual({ config: {} });
});

const warnings = (edits: Edits) => {
  const { warnings: found } = check(edited(edits), ["binderhub:registryPassword", "binderhub:dummyPassword"]) as {
    warnings?: readonly string[];
  };
  return (found ?? []).filter((text) => text.startsWith("limits."));
};

test.each(["nodePort", "clusterIP"])("that %s shows no people's addresses is said", (type) => {
  const local = { platform: "existing", azure: undefined, registry: { type: "none" }, builder: "host" };
  expect(warnings({ ...local, exposure: { type }, "limits.launchRate": 10 })).toEqual([
    expect.stringContaining("address of a node"),
  ]);
});

test.each([{ type: "loadBalancer" }, { type: "singleHost", dnsLabel: "myhub" }])(
  "of an exposure that shows people's addresses (%o), nothing is said",
  (exposure) => {
    expect(warnings({ exposure, "limits.launchRate": 10 })).toEqual([]);
  },
);

test("with login, a limit by address is said to count nobody", () => {
  const login = {
    auth: { type: "dummy", allowAll: true },
    dummyPassword: "a-long-password",
    exposure: { type: "clusterIP" },
  };
  expect(warnings({ ...login, "limits.launchRate": 10 })).toEqual([expect.stringMatching(/has no effect/)]);
});
