import { cullingValues } from "../../../components/culling/values";
import { checkChartValues } from "../../../rehearse/chart-schemas";
import { type Settings } from "../../../settings/settings";
import { at } from "../../../settings/untyped";
import { check, edited, type Edits, goodStack, settingsOf, warningsOf } from "../../stack/stack";

const none = { type: "none" } as const;
const login = { type: "dummy" } as Settings["auth"];
const valuesOf = (culling: Settings["culling"], auth: Settings["auth"] = none) =>
  cullingValues({ culling, limits: { idleTimeout: 1234 }, auth });

test("idle servers are looked for as often as the chart says, or as is set", () => {
  expect(valuesOf({})).toStrictEqual({});
  expect(valuesOf({ every: 660 })).toStrictEqual({ jupyterhub: { cull: { every: 660 } } });
});

test("by default, and with the same in words, the hub asks nothing", () => {
  expect(valuesOf({ inUse: "open" }, login)).toStrictEqual({});
});

describe.each([
  ["running", false],
  ["either", true],
] as const)("with %s", (inUse, tabsCount) => {
  test("the hub asks servers, and is told whether tabs count, and when a server is idle", () => {
    const text = at(valuesOf({ inUse }), "jupyterhub", "hub", "extraConfig", "z-in-use");
    expect(text).toMatch(/^"""When a server is in use: /);
    const settings = `{\\"tabs_count\\":${tabsCount},\\"idle_timeout\\":1234}`;
    expect(String(text).trimEnd().split("\n").at(-1)).toBe(`in_use(c, json.loads("${settings}"))`);
  });

  test("servers with a login report nothing, and those without are left as they are", () => {
    expect(at(valuesOf({ inUse }, login), "jupyterhub", "singleuser")).toEqual({
      extraEnv: { JUPYTERHUB_ACTIVITY_INTERVAL: "0" },
    });
    expect(at(valuesOf({ inUse }), "jupyterhub", "singleuser")).toBeUndefined();
  });

  test("the setting is how often they are looked for too", () => {
    expect(valuesOf({ inUse, every: 60 })).toMatchObject({ jupyterhub: { cull: { every: 60 } } });
  });

  test("the chart's schema takes the values", () => {
    expect(checkChartValues(valuesOf({ inUse, every: 60 }, login))).toEqual([]);
  });
});

describe("warnings", () => {
  const warnings = (edits: Edits) =>
    warningsOf(edited(edits, goodStack)).filter((one) => /^(culling|limits\.idle)/.test(one));

  test.each(["running", "either"])("with %s, a cell that never ends is told of, unless there is an end", (inUse) => {
    expect(warnings({ "culling.inUse": inUse })).toEqual([
      expect.stringMatching(/^culling\.inUse: .*for ever.*limits\.maximumAge 86400/),
    ]);
    expect(warnings({ "culling.inUse": inUse, "limits.maximumAge": 86_400 })).toEqual([]);
  });

  test("the end that a warning names is later than the idle time", () => {
    const idle = { "culling.inUse": "either", "limits.idleTimeout": 604_800 };
    const [, age = ""] = /limits\.maximumAge (\d+)/.exec(warnings(idle)[0] ?? "") ?? [];
    expect(warnings({ ...idle, "limits.maximumAge": Number(age) })).toEqual([]);
  });

  test("an idle time of less than two of the hub's looks is told of", () => {
    expect(warnings({ "limits.idleTimeout": 119 })).toEqual([
      expect.stringMatching(/^limits\.idleTimeout: .*every 60/),
    ]);
    expect(warnings({ "limits.idleTimeout": 120 })).toEqual([]);
  });
});

test.each<[string, Edits]>([
  ["the shortest idle time for servers that are asked", { "limits.idleTimeout": 300 }],
  ["an age just over the idle time", { "limits.maximumAge": 3601 }],
  [
    "a role of servers by which their tokens open them, and do more",
    {
      "extraValues.jupyterhub.hub.loadRoles.server": {
        scopes: ["users:activity!user", "access:servers!server", "read:users!user"],
      },
    },
  ],
  [
    "code of one's own that runs before",
    { "extraValues.jupyterhub.hub.extraConfig.10-mine": "c.JupyterHub.proxy_class = 'x'" },
  ],
  [
    "code of one's own that runs after, about something else",
    { "extraValues.jupyterhub.hub.extraConfig.zz-mine": "pass" },
  ],
])("%s goes", (_what, edits) => {
  const stack = edited({ "culling.inUse": "running", ...edits }, goodStack);
  expect(settingsOf(stack, ["binderhub:registryPassword"]).culling).toEqual({ inUse: "running" });
});

test("what a server may be told otherwise by default is the user's own", () => {
  const own = { "extraValues.jupyterhub.cull": { enabled: false, timeout: 60 }, "limits.idleTimeout": 60 };
  expect(check(edited(own, goodStack), ["binderhub:registryPassword"]).problems).toEqual([]);
});
