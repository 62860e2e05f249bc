import { addressValues } from "../../../components/limits/addresses";
import { check, edited, type Edits } from "../../stack/stack";
import { run, withBinderHub } from "../../upstream/binderhub";

const lectureRoom = { launchRate: 3, launchRateExempt: ["203.0.113.0/24"], bannedNetworks: ["198.51.100.0/25"] };

withBinderHub("BinderHub's own code", () => {
  test("counts launches of each address, but not those of an exempt one, and bans networks", () => {
    const addresses = ["192.0.2.1", "192.0.2.2", "203.0.113.7", "198.51.100.7", "198.51.100.200"];
    expect(JSON.parse(run("addresses.py", { values: addressValues(lectureRoom), addresses }))).toEqual([
      [3, false],
      [3, false],
      [20, false],
      [3, true],
      [3, false],
    ]);
  });
});

test("nothing is said of addresses where nothing is set", () => {
  expect(addressValues({})).toEqual({ config: {} });
});

const warnings = (edits: Edits) => {
  const { warnings: found } = check(edited(edits), ["binderhub:registryPassword", "binderhub:dummyPassword"]) as {
    warnings?: readonly string[];
  };
  return (found ?? []).filter((text) => text.startsWith("limits."));
};

test.each([
  ["binder", { exposure: { type: "loadBalancer" } }, /X-Real-Ip/],
  [
    "proxy-public",
    { exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "a@b.org" } } },
    /leaves it so\)\.$/,
  ],
])("how BinderHub gets to see people's addresses through %s is said", (service, edits, end) => {
  const found = warnings({ ...edits, "limits.launchRate": 10 });
  expect(found).toEqual([expect.stringContaining(`kubectl patch service ${service} -n binderhub -p`)]);
  expect(found[0]).toMatch(end);
});

test("with login, a limit by address is said to count nobody", () => {
  const login = {
    auth: { type: "dummy", allowAll: true },
    dummyPassword: "a-long-password",
    exposure: { type: "clusterIP" },
  };
  expect(warnings({ ...login, "limits.launchRate": 10 })).toEqual([expect.stringMatching(/has no effect/)]);
});
