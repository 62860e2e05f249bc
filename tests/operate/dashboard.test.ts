import escapeHtml from "escape-html";
import { dashboards } from "../../components/monitoring/panels";
import { inUnit } from "../../operate/hub/dashboard/curves";
import { numbersOf } from "../../operate/hub/dashboard/numbers";
import { dashboardPage } from "../../operate/hub/dashboard/page";
import { type AlertNow, type Series } from "../../operate/hub/dashboard/prometheus";
import { type Answers, look } from "../../operate/hub/dashboard/seen";
import { alertsInWords, dashboardsInWords } from "../../operate/hub/dashboard/words";

const plain = (_style: unknown, text: string) => text;
const [from, to] = [1_795_780_000, 1_795_783_600];

/** Answers every question in the same way, and remembers it. */
function prometheus(series: readonly Series[]) {
  const asked: string[] = [];
  const answers: Answers = {
    now: (query) =>
      Promise.resolve((asked.push(query), series.map((one) => ({ ...one, points: one.points.slice(-1) })))),
    over: (query) => Promise.resolve((asked.push(query), series)),
  };
  return { asked, answers };
}

const series = (labels: Record<string, string>, ...values: number[]): Series => ({
  labels,
  points: values.map((value, index) => [from + index * 600, value]),
});

const alert = (more: Partial<AlertNow>): AlertNow => ({
  ...{ name: "NoRoom", severity: "ticket", state: "firing", summary: "people wait", runbook: "docs/alerts.md#noroom" },
  since: "2026-11-27T22:32:35.000Z",
  ...more,
});

test.each([
  [0, "share", "0 %"],
  [0.052, "share", "5.2 %"],
  [0.871, "share", "87 %"],
  [7.46, "seconds", "7.5 s"],
  [75, "seconds", "75 s"],
  [600, "seconds", "10 min"],
  [512 * 2 ** 20, "bytes", "512 MiB"],
  [3.8 * 2 ** 30, "bytes", "3.8 GiB"],
  [1.276, "cores", "1.28"],
  [3, "count", "3"],
  [1.24, "count", "1.2"],
  [4800, "count", "4800"],
] as const)("%d as a %s is %s", (value, unit, words) => expect(inUnit(value, unit)).toBe(words));

test("every curve of every panel is asked for, over a window of its own", async () => {
  const { asked, answers } = prometheus([]);
  await look(answers, 3600, to);
  expect(asked).toHaveLength(dashboards.flatMap(({ panels }) => panels.flatMap(({ curves }) => curves)).length);
  expect(asked.filter((query) => query.includes("$"))).toEqual([]);
  // A number is one of the whole hour; a curve has steps of five minutes at least, in which numbers are read five times.
  expect(asked.some((query) => query.includes("[3600s]"))).toBe(true);
  expect(asked.some((query) => query.includes("[300s]"))).toBe(true);
});

test("a curve is named by its label, and what is no number is left out", async () => {
  const { answers } = prometheus([series({ node: "aks-users-0" }, 1, Number.NaN, 2)]);
  const [, operator] = await look(answers, 3600, to);
  const cores = operator?.panels.find(({ title }) => title === "Cores in use")?.curves;
  expect(cores).toEqual([
    {
      name: "aks-users-0",
      points: [
        [from, 1],
        [from + 1200, 2],
      ],
    },
  ]);
});

test("what never happened has no curve; if nothing did, one says so", async () => {
  const ends = async (...all: readonly Series[]) => {
    const [manager] = await look(prometheus(all).answers, 3600, to);
    return manager?.panels.find(({ title }) => title === "Launches over time")?.curves.map(({ name }) => name);
  };
  const [success, failure] = [series({ outcome: "success" }, 0, 3), series({ outcome: "error" }, 0, 0)];
  expect(await ends(success, failure)).toEqual(["success"]);
  expect(await ends(failure, series({ outcome: "left" }, 0))).toEqual(["error"]);
});

describe("the page", () => {
  const page = async (all: readonly Series[], alerts: readonly AlertNow[] = []) =>
    dashboardPage({
      ...{ hub: "https://hub.example.org/", from, to, alerts },
      dashboards: await look(prometheus(all).answers, 3600, to),
    });

  test("has all panels, each with its picture or a word that there is none yet", async () => {
    const titles = dashboards.flatMap(({ panels }) => panels.map(({ title }) => title));
    const [full, empty] = [await page([series({}, 1, 2)]), await page([])];
    for (const title of titles) expect(full).toContain(`<h3>${escapeHtml(title)}</h3>`);
    expect(full).not.toContain("No numbers yet");
    expect(empty.match(/No numbers yet/g)).toHaveLength(titles.length);
  });

  test("stays within its field", async () => {
    const drawn = await page([series({}, 5, 0, 1e6, 3)]);
    const points = [...drawn.matchAll(/points="([^"]+)"/g)].flatMap(([, list = ""]) => list.split(" "));
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) {
      const [x = -1, y = -1] = point.split(",").map(Number);
      expect([x >= 0 && x <= 480, y >= 0 && y <= 140]).toEqual([true, true]);
    }
  });

  test("takes no text for a piece of HTML, and runs and loads nothing", async () => {
    const text = await page([series({ node: "<script>alert(1)</script>" }, 1, 2)], [alert({ summary: "<b>x</b>" })]);
    expect(text).not.toMatch(/<script|<b>x/);
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/(src|href)=/);
  });

  test("says which alerts fire, and not which may", async () => {
    const text = await page([], [alert({}), alert({ name: "HubFull", state: "pending" })]);
    expect(text).toContain("<b>NoRoom</b>");
    expect(text).not.toContain("HubFull");
    expect(await page([])).toContain("No alert fires.");
  });
});

test("in words, a panel has a line for each curve, and one where there is none", async () => {
  const words = dashboardsInWords(
    await look(prometheus([series({ outcome: "success" }, 1, 2)]).answers, 3600, to),
    plain,
  );
  expect(words).toMatch(/Launches over time +success +2/);
  expect(dashboardsInWords(await look(prometheus([]).answers, 3600, to), plain)).toMatch(/Nodes +no numbers yet/);
});

test("alerts that fire come first, the urgent ones before the others", () => {
  const all = [
    alert({ name: "Soon", state: "pending", severity: "page" }),
    alert({ name: "Later" }),
    alert({ name: "Now", severity: "page" }),
  ];
  expect(alertsInWords(all, plain).match(/\b(Soon|Later|Now)\b/g)).toEqual(["Now", "Later", "Soon"]);
  expect(alertsInWords([], plain)).toBe("No alert fires.");
});

test.each([
  [undefined, /Nothing watches this hub.*pulumi config set --path binderhub:monitoring\.type inCluster/],
  ["azure", /Azure keeps this hub's numbers/],
] as const)("with %s, there is nobody to ask, and it says where to look", (monitoring, words) => {
  const facts = { ...(monitoring && { monitoring }) } as Parameters<typeof numbersOf>[0]["facts"];
  expect(() => numbersOf({ facts }, {} as never, {} as never)).toThrow(words);
});
