import { liveRules } from "../../../components/cluster/changes";
import { check, edited, type Edits, goodStack } from "../../stack/stack";
import { sure } from "../../../settings/refusal";

const office = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" };
const base: Edits = { "azure.pools": { users: { role: "user" } }, "extraValues.jupyterhub.hub.image.tag": "9.9.9" };
const parsed = (edits: Edits) => {
  const found = check(edited({ ...base, ...edits }, goodStack), ["binderhub:registryPassword"]);
  expect(found.problems).toEqual([]);
  return found;
};
const warningsOf = (schedule: object, maintenance?: object) => {
  const found = parsed({
    schedule: { ...office, ...schedule },
    ...(maintenance && { "azure.maintenance": maintenance }),
  });
  return found.settings === undefined ? [] : found.warnings;
};

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

test("a date on which the hub does not open anyway is warned of", () => {
  expect(warningsOf({ except: ["2026-12-24", "2026-12-26"] })).toEqual([
    "schedule.except[1]: 2026-12-26 is a Sat, on which the hub does not open anyway. pulumi config rm --path 'binderhub:schedule.except[1]'",
  ]);
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
