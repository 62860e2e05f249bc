import { type HubFacts } from "../../../components/operate/facts";
import { keep, type Kept, readKept } from "../../../operate/hub/check/kept";
import { keptInWords, lastCheck, noneYet } from "../../../operate/hub/check/kept-words";
import { type Report } from "../../../operate/hub/check/report";
import { type Cluster } from "../../../operate/hub/cluster";
import { type ConfigMapObject } from "../../../operate/hub/objects";
import { allWell, troubled } from "./samples";

/** A cluster of which only ConfigMaps are asked. */
function clusterWith(first?: ConfigMapObject) {
  let map = first;
  const core = {
    listNamespacedConfigMap: () => Promise.resolve({ items: map === undefined ? [] : [map] }),
    createNamespacedConfigMap: ({ body }: { body: ConfigMapObject }) => Promise.resolve((map = body)),
    patchNamespacedConfigMap: ({ name, body }: { name: string; body: readonly { value: Record<string, string> }[] }) =>
      Promise.resolve((map = { metadata: { name }, data: body[0]?.value ?? {} })),
  };
  const ask = <Answer>(_what: string, answer: Promise<Answer>) => answer;
  return { cluster: { core, ask, namespace: "binderhub" } as unknown as Cluster, map: () => map };
}

const at = (report: Report, hour: number): Report => ({
  ...report,
  kind: "scheduled",
  began: new Date(Date.UTC(2026, 10, 27, hour, 7)).toISOString(),
});

async function kept(...reports: readonly Report[]): Promise<Kept> {
  const { cluster } = clusterWith();
  for (const report of reports) await keep(cluster, report);
  const found = await readKept(cluster);
  if (found === undefined) throw new Error("nothing was kept");
  return found;
}

const wrongIn = (report: Report) => report.lines.filter(({ state }) => state === "wrong").map(({ id }) => id);

test("a cluster without results says so", async () => expect(await readKept(clusterWith().cluster)).toBeUndefined());

test("the last report is kept, and the last one that was not well", async () => {
  const { last, lastWrong, history } = await kept(at(troubled, 1), at(allWell, 2));
  expect(last).toEqual(at(allWell, 2));
  expect(lastWrong).toEqual(at(troubled, 1));
  expect(history.map(({ began, wrong }) => [began.slice(11, 13), wrong])).toEqual([
    ["02", []],
    ["01", wrongIn(troubled)],
  ]);
});

test("what the probes saw is not kept: it may be long, and it is for nobody else", async () => {
  const report = at(allWell, 1);
  const lines = report.lines.map((line) => ({ ...line, seen: "canary" }));
  expect(JSON.stringify(await kept({ ...report, lines }))).not.toContain("canary");
});

test("a week of checks of every hour fits, and the oldest ones go", async () => {
  const { cluster, map } = clusterWith();
  for (let hour = 0; hour < 200; hour++) await keep(cluster, at(troubled, hour));
  const found = await readKept(cluster);
  expect(found?.history).toHaveLength(7 * 24);
  expect(found?.history[0]?.began).toBe(at(troubled, 199).began);
  // A ConfigMap may have 1 MiB.
  expect(JSON.stringify(map()).length).toBeLessThan(2 ** 18);
});

test.each([
  ["a person", { last: "{" }],
  ["another version", { last: "{}", history: "[]" }],
  ["nobody knows whom", {}],
])("what %s has written there is written over", async (_who, data) => {
  const { cluster } = clusterWith({ metadata: { name: "binder-check-results" }, data });
  expect(await readKept(cluster)).toBeUndefined();
  await keep(cluster, at(allWell, 3));
  expect((await readKept(cluster))?.last).toEqual(at(allWell, 3));
});

describe("in words", () => {
  const plain = (_style: unknown, text: string) => text;
  const facts = { namespace: "hub", cluster: { platform: "azure" }, checkEvery: "1h" } as HubFacts;
  const unscheduled = { namespace: "hub", cluster: { platform: "azure" } } as HubFacts;
  const now = (hour: number, minute = 7) => new Date(Date.UTC(2026, 10, 27, hour, minute));

  test("the last check stands as if it had just run, and then those that were not well", async () => {
    const text = keptInWords(await kept(at(troubled, 1), at(allWell, 2)), now(2, 19), plain);
    expect(text).toMatch(/^Name and address\n/);
    expect(text).toContain("It was 12 minutes ago. Of the last 2 checks, 1 found nothing wrong.");
    expect(text).toMatch(new RegExp(`2026-11-27 01:07 UTC: ${wrongIn(troubled).join(", ")}$`));
  });

  test.each([
    [2, 7, "just now"],
    [2, 8, "1 minute ago"],
    [3, 7, "60 minutes ago"],
    [7, 7, "5 hours ago"],
    [98, 7, "4 days ago"],
  ])("at %i:%i, it was %s", async (hour, minute, ago) => {
    expect(keptInWords(await kept(at(allWell, 2)), now(hour, minute), plain)).toContain(`It was ${ago}.`);
  });

  test("one that is overdue is named, with what shows why", async () => {
    const found = await kept(at(troubled, 2));
    expect(lastCheck(found, facts, now(4))).toEqual({
      began: at(troubled, 2).began,
      verdict: "3 things are wrong, 2 need attention soon",
      wrong: 3,
    });
    expect(lastCheck(found, facts, now(5)).overdue).toBe(
      "kubectl get cronjobs,jobs,pods -l component=binder-check -n hub",
    );
    expect(lastCheck(found, { ...facts, checkEvery: "4h" }, now(5)).overdue).toBeUndefined();
  });

  test("none is overdue in the hours in which the whole cluster is stopped", async () => {
    const hours = { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Etc/UTC", except: [], warmUp: "15m", finish: "1h" };
    const asleep: HubFacts = { ...facts, schedule: { ...hours, sleep: "cluster" } as unknown as HubFacts["schedule"] };
    // On Friday evening the cluster ran for an hour more, and on Monday it has since seven.
    const found = await kept(at(allWell, 19));
    const monday = (hour: number) => new Date(Date.UTC(2026, 10, 30, hour, 30));
    expect(lastCheck(found, asleep, monday(7)).overdue).toBeUndefined();
    expect(lastCheck(found, asleep, monday(9)).overdue).toBeDefined();
    expect(lastCheck(found, facts, monday(7)).overdue).toBeDefined();
  });

  test("where there is none, the setting is named, or what became of it", () => {
    expect(noneYet(unscheduled)).toContain("operate.checkEvery 1h");
    expect(noneYet(facts)).toContain("kubectl get cronjobs,jobs,pods");
  });
});
