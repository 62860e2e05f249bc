import { snippet as events } from "../../../components/events/values";
import { snippet as closed } from "../../../components/operate/closing";
import { perPerson } from "../../../components/per-person";
import { hoursValues, snippets } from "../../../components/per-person/values";
import { snippets as privates } from "../../../components/private-repositories/values";
import { snippet as asleep } from "../../../components/schedule/values";
import { checkChartValues } from "../../../rehearse/chart-schemas";
import { ask } from "../../../settings/question";
import { at } from "../../../settings/untyped";
import { type Edits, edited, settingsOf } from "../../stack/stack";
import { deployed } from "../deployed";
import { localStack } from "../full-stacks";
import { input } from "../recorder";

const login: Edits = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "x" };
const values = async (edits: Edits) =>
  input((await deployed({}, localStack(edits))).named("binderhub-release"), "values") as Readonly<
    Record<string, unknown>
  >;

test("without hours, nothing is made and nothing is said to the chart", async () => {
  expect(hoursValues({ perPerson: {} })).toStrictEqual({});
  expect(await values({ ...login, perPerson: {} })).toEqual(await values(login));
});

test("the hub's code is told the hours, the file of its database, and who is not counted", async () => {
  const code = at(await values({ ...login, perPerson: { hoursPerWeek: 20 } }), "jupyterhub", "hub", "extraConfig");
  const said = /^hours_per_week\(c, json\.loads\((".*")\)\)$/m.exec(String(at(code, "zz-hours")))?.[1] ?? "";
  expect(JSON.parse(JSON.parse(said) as string)).toEqual({
    hours: 20,
    file: "/srv/jupyterhub/jupyterhub.sqlite",
    uncounted: "binder-check",
    uncounted_beginning: "load--",
  });
});

test("the code stands after all that set the spawner, and before the check of private images, which is the last", async () => {
  const names = Object.keys(
    at(
      await values({ ...login, perPerson: { hoursPerWeek: 20 }, sizes: [{ name: "a", memory: "1G" }] }),
      ...["jupyterhub", "hub", "extraConfig"],
    ) as object,
  ).sort();
  expect(names.indexOf("zz-hours")).toBe(names.length - 1);
  expect([privates.hub, snippets.hub].sort()).toEqual([snippets.hub, privates.hub]);
});

test("BinderHub's code stands where a closed hub and one that sleeps have the first word, and before an event's number of servers", async () => {
  const code = at(await values({ ...login, perPerson: { hoursPerWeek: 20 } }), "extraConfig");
  expect(String(at(code, "zy-hours"))).toContain("class HoursQuota");
  // Each stands before those that ran earlier.
  const inOrder = [events, snippets.binder, asleep, closed];
  expect([...inOrder].sort()).toEqual(inOrder);
});

test("the values pass the real charts' schemas", async () => {
  expect(checkChartValues(await values({ ...login, perPerson: { hoursPerWeek: 20 } }))).toEqual([]);
});

describe("a warning", () => {
  const warnings = (edits: Edits) =>
    ask(
      perPerson.warnings,
      settingsOf(edited(edits), [
        "binderhub:registryPassword",
        "binderhub:dummyPassword",
        "binderhub:authClientSecret",
      ]),
      undefined,
    ).flat();
  const dummy = { auth: { type: "dummy", allowAll: true }, dummyPassword: "x" };

  test("says that people choose their names where one password is for all", () => {
    const said = warnings({ ...dummy, perPerson: { hoursPerWeek: 20 } });
    expect(said).toEqual([expect.stringContaining("log in with another name")]);
  });

  test.each([
    ["without hours", dummy],
    ["where a provider knows people", { ...login, perPerson: { hoursPerWeek: 20 } }],
  ])("is not given %s", (_what, edits) => {
    expect(warnings(edits)).toEqual([]);
  });
});
