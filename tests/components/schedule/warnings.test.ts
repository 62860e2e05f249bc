import { liveRules } from "../../../components/cluster/changes";
import { check, edited, type Edits, goodStack } from "../../stack/stack";
import { sure } from "../../../settings/refusal";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const base: Edits = { "azure.pools": { users: { role: "user" } }, "extraValues.jupyterhub.hub.image.tag": "9.9.9" };
const parsed = (edits: Edits) => {
  const secrets = ["binderhub:registryPassword", "binderhub:authClientSecret"];
  const found = check(edited({ ...base, ...edits }, goodStack), secrets);
  expect(found.problems).toEqual([]);
  return found;
};
const warned = (edits: Edits) => {
  const found = parsed(edits);
  return found.settings === undefined ? [] : found.warnings;
};
const warningsOf = (schedule: object, maintenance?: object) =>
  warned({ schedule: { ...office, ...schedule }, ...(maintenance && { "azure.maintenance": maintenance }) });

describe("a window of maintenance", () => {
  test.each<[string, object, object]>([
    ["at night", {}, { day: "Monday", start: "01:00" }],
    ["on a day on which the hub sleeps", {}, { day: "Saturday", start: "10:00" }],
    ["that ends when it opens, in summer", {}, { day: "Monday", start: "01:30", utcOffset: "+00:00" }],
  ])("%s is not warned of", (_what, schedule, maintenance) => {
    expect(warningsOf(schedule, maintenance)).toEqual([]);
  });

  test.each<[string, object, object]>([
    ["in the hours in which it is open", {}, { day: "Monday", start: "10:00" }],
    // In winter it ends at 07:00 in Berlin, in summer at 08:00.
    ["that reaches into them in summer alone", {}, { day: "Monday", start: "02:00" }],
    ["of another zone", { timeZone: "America/New_York" }, { day: "Tuesday", start: "20:00", utcOffset: "+00:00" }],
    [
      "that reaches over midnight",
      { up: "Tue 01:00", down: "05:00" },
      { day: "Monday", start: "22:00", utcOffset: "+01:00" },
    ],
  ])("%s is warned of, with one that fits", (_what, schedule, maintenance) => {
    const [warning, ...others] = warningsOf(schedule, maintenance);
    expect(others).toEqual([]);
    expect(warning).toMatch(/^azure\.maintenance: .* is in the hours in which the hub is open/);
    const [, day, start] =
      /maintenance\.day (\w+) && .*maintenance\.start ([\d:]+)/.exec(sure(warning, "warning")) ?? [];
    expect(warningsOf(schedule, { ...maintenance, day, start })).toEqual([]);
  });

  test("that fits nowhere is said to", () => {
    const always = { up: "Mon-Sun 08:00", down: "07:00", warmUp: "10m", finish: "10m" };
    expect(warningsOf(always)).toEqual([expect.stringMatching(/No window of 4 hours fits between them\.$/)]);
  });
});

describe("dates", () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse("2026-11-28T12:00Z"), doNotFake: ["nextTick"] }));
  afterEach(() => jest.useRealTimers());

  test("on which the hub does not open anyway are warned of, the last one first", () => {
    const anyway = "on which the hub does not open anyway. pulumi config rm --path";
    expect(warningsOf({ except: ["2026-12-24", "2026-12-26", "2026-12-27"] })).toEqual([
      `schedule.except[2]: 2026-12-27 is a Sun, ${anyway} 'binderhub:schedule.except[2]'`,
      `schedule.except[1]: 2026-12-26 is a Sat, ${anyway} 'binderhub:schedule.except[1]'`,
    ]);
    expect(warningsOf({ except: ["2026-12-26"] })).toEqual([
      `schedule.except[0]: 2026-12-26 is a Sat, ${anyway} binderhub:schedule.except`,
    ]);
  });

  test("in the past are warned of, with the command that takes them out", () => {
    const [rm, right] = ["pulumi config rm --path", "If their year is right, they can go"];
    expect(warningsOf({ except: ["2025-12-24", "2026-12-24", "2026-11-26"] })).toEqual([
      `schedule.except: in the past: 2025-12-24, 2026-11-26. ${right}: ${rm} 'binderhub:schedule.except[2]' && ${rm} 'binderhub:schedule.except[0]'`,
    ]);
    expect(warningsOf({ except: ["2025-12-24", "2026-11-26"] })).toEqual([
      `schedule.except: in the past: 2025-12-24, 2026-11-26. ${right}: ${rm} binderhub:schedule.except`,
    ]);
  });

  test("of yesterday, which may be today elsewhere, and later are not", () => {
    expect(warningsOf({ except: ["2026-11-27", "2026-12-24"] })).toEqual([]);
  });

  test("of three years from now on are refused", () => {
    const problems = (date: string) =>
      check(edited({ ...base, schedule: { ...office, except: [date] } }, goodStack), ["binderhub:registryPassword"])
        .problems;
    expect(problems("2029-11-29")).toEqual([]);
    expect(problems("2029-12-03")).toHaveLength(1);
  });
});

describe("a hub that anybody can wake", () => {
  const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };

  test("is warned of", () => {
    expect(warningsOf({ wakeOnVisit: true })).toEqual([
      expect.stringMatching(
        /anybody in the world can wake this hub.*pulumi config rm --path binderhub:schedule\.wakeOnVisit$/,
      ),
    ]);
  });

  test("is not one where people log in", () => {
    const told = warned({ ...login, schedule: { ...office, wakeOnVisit: true } });
    expect(told.filter((text) => text.startsWith("schedule"))).toEqual([]);
  });
});

describe("a hub for which no nodes are held", () => {
  const of = (edits: Edits) =>
    warned({ schedule: office, ...edits }).filter((text) => text.startsWith("schedule.warmUp"));
  const none = { users: { role: "user", min: 0 }, builds: { role: "build", min: 0 } };

  test("is warned of, with the command that holds one", () => {
    const pools = { builds: { role: "build", min: 0 }, users: { role: "user", min: 0 } };
    expect(of({ "azure.pools": pools })).toEqual([
      expect.stringMatching(
        /nothing starts before people launch.*pulumi config set --path binderhub:azure\.pools\.users\.min 1$/,
      ),
    ]);
  });

  test.each<[string, Edits]>([
    ["a pool that has nodes by itself", { "azure.pools": { ...none, builds: { role: "build", min: 1 } } }],
    ["places that are kept free", { "azure.pools": none, "scheduling.placeholders": 2 }],
    [
      "a cluster that is stopped, whose own nodes start",
      { schedule: { ...office, sleep: "cluster", tell: ["hub@example.org"] }, "azure.pools": none },
    ],
    ["no schedule", { schedule: undefined, "azure.pools": none }],
  ])("is not one with %s", (_what, edits) => {
    expect(of(edits)).toEqual([]);
  });
});

describe("a cluster that is stopped", () => {
  const settings = sure(parsed({}).settings, "settings");
  const recorded = new Map([["cluster-aks", { type: "", outputs: { name: "hubcluster" } }]]);
  const live = (code: string) => new Map([["cluster-aks", { powerState: { code } }]]);

  test("is refused, with the command that starts it", () => {
    expect(liveRules(settings, recorded, live("Stopped"))).toMatchObject([
      {
        key: "binderhub:azure.clusterName",
        value: "hubcluster",
        mend: "az aks start --resource-group testhub --name hubcluster",
      },
    ]);
  });

  test("and runs again, is not", () => {
    expect(liveRules(settings, recorded, live("Running"))).toEqual([]);
  });
});
