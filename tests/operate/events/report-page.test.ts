import fc from "fast-check";
import { adviceOn } from "../../../operate/hub/events/next-time";
import { type EventReport } from "../../../operate/hub/events/report";
import { reportPage } from "../../../operate/hub/events/report-page";
import { binsOf } from "../../../operate/hub/events/waits";
import { hostile, shapeOf, tagsOf, textOf } from "./markup";

const figures = { launched: 78, failed: 0, refused: 0, most: 77, waits: [8, 9, 11, 12, 12, 31, 38] };
const times = { median: 12, p95: 31, max: 38 };
const report: EventReport = {
  title: "Introduction to Python",
  name: "pyintro",
  repository: "https://github.com/mygroup/workshop",
  commit: "3f2c1d9a4b5e6f708192a3b4c5d6e7f801234567",
  startInWords: "Thursday 4 March at 10:00 (Europe/Berlin)",
  people: 80,
  figures,
  times,
  nodes: { count: 8, hours: 24.2, readyAt: "2027-03-04T08:41:00Z" },
  cost: { currency: "EUR", spent: 6.35, expected: 6.8, most: 7.65 },
  at: "2027-03-04T11:35:00Z",
};
const bare: EventReport = {
  ...report,
  commit: undefined,
  figures: undefined,
  times: undefined,
  nodes: undefined,
  cost: undefined,
};

const section = (html: string, id: string) =>
  textOf(html.split(`<section aria-labelledby="${id}">`)[1]?.split("</section>")[0] ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "");

const titleOf = (html: string) => /<h1>(.*?)<\/h1>/s.exec(html)?.[1];

test.each<[what: string, change: Partial<EventReport>, title: string]>([
  ["how people waited, if all went well", {}, "78 notebooks for 80 people, most within 31 s"],
  [
    "that launches failed or were refused",
    { figures: { ...figures, failed: 2, refused: 1 } },
    "78 notebooks for 80 people, but 3 launches did not end well",
  ],
  ["that nobody came", { figures: { ...figures, launched: 0, waits: [] }, times: undefined }, "Nobody had a notebook"],
  ["that it is not known", bare, "Nothing was counted"],
])("its first line says %s", (_what, change, title) => {
  expect(titleOf(reportPage({ ...report, ...change }))).toBe(title);
});

test("its sentences say what happened", () => {
  expect(section(reportPage(report), "short")).toEqual([
    "In short",
    "80 people were expected. 78 notebooks opened, 77 at the same time at most.",
    "Half of them opened within 12 s, 95 of 100 within 31 s. The longest wait was 38 s.",
    "No launch failed.",
    "It had 8 nodes of its own, which ran for 24.2 hours all together. All of them were ready on Thursday 4 March at 08:41 (UTC).",
    "It cost about 6.35 EUR, 7 % less than expected.",
  ]);
});

test.each([
  [6.9, 6.8, 7.65, "It cost about 6.90 EUR, as expected."],
  [7.5, 6.8, 7.65, "It cost about 7.50 EUR, 10 % more than expected."],
  [
    312,
    240,
    300,
    "It cost about 312 EUR, 30 % more than expected, and more than the 300 EUR that it should have cost at most.",
  ],
])("of a cost of %d where %d was expected and at most %d, it says so", (spent, expected, most, sentence) => {
  const page = reportPage({ ...report, cost: { currency: "EUR", spent, expected, most } });
  expect(section(page, "short").at(-1)).toBe(sentence);
});

test("its table has every figure", () => {
  expect(section(reportPage(report), "figures").slice(1)).toEqual([
    "People expected80",
    "Notebooks opened78",
    "At the same time, at most77",
    "Launches that failed0",
    "Launches that found no free seat0",
    "Wait: half within12 s",
    "Wait: 95 of 100 within31 s",
    "Wait: the longest38 s",
    "Nodes of its own8",
    "Hours of nodes24.2",
    "Cost6.35 EUR",
    "Cost that was expected6.80 EUR",
    "Cost, at most7.65 EUR",
  ]);
});

test("what is not known is left out", () => {
  const page = reportPage(bare);
  expect(section(page, "figures").slice(1)).toEqual(["People expected80"]);
  expect(page).not.toContain('<svg class="waits"');
  expect(section(page, "next").slice(1)).toEqual(["There is nothing to learn from."]);
  expect(textOf(page)).toContain("Event pyintro, of https://github.com/mygroup/workshop. Written on 2027-03-04.");
});

describe("the picture of the waits", () => {
  test("has a bar for each bin that is not empty, and names its axes", () => {
    const picture = /<svg class="waits".*?<\/svg>/s.exec(reportPage(report))?.[0] ?? "";
    expect(picture).toContain(
      'aria-label="How long people waited. 5 to 10 seconds: 2, 10 to 15 seconds: 3, 30 to 35 seconds: 1, 35 to 40 seconds: 1"',
    );
    expect(picture.match(/<rect /g)).toHaveLength(4);
    const texts = [...picture.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual([
      "0",
      "2",
      "4",
      "0",
      "10",
      "20",
      "30",
      "40",
      "seconds until the notebook was there",
      "people",
    ]);
  });

  test("has bars as high as their counts", () => {
    const heights = [...reportPage(report).matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) =>
      Number(height),
    );
    const [first = 0] = heights;
    expect(heights.map((height) => Math.round((height / first) * 100) / 100)).toEqual([1, 1.5, 0.5, 0.5]);
  });

  test("loses no wait, and has at most 12 bins of one width from 0 on", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (waits) => {
          const bins = binsOf(waits);
          expect(bins.length).toBeLessThanOrEqual(12);
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(waits.length);
          expect(bins.map(({ from }) => from)).toEqual([0, ...bins.slice(0, -1).map(({ until }) => until)]);
          for (const { from, until, count } of bins) {
            expect(count).toBe(waits.filter((wait) => from <= wait && wait < until).length);
          }
        },
      ),
    );
  });
});

describe("another time", () => {
  test.each<[what: string, change: Partial<EventReport>, was: readonly string[], settings: object]>([
    ["nothing changes if all was well", {}, [], {}],
    ["it is looked at why launches failed", { figures: { ...figures, failed: 1 } }, ["1 launch failed."], {}],
    [
      "more people are planned for if some were refused",
      { figures: { ...figures, refused: 3, most: 80 } },
      ["3 launches were refused, because no seat was free."],
      { people: 100 },
    ],
    [
      "more people are planned for if more came",
      { figures: { ...figures, most: 92 } },
      ["At the same time, 92 people had a server: more than the 80 expected."],
      { people: 120 },
    ],
    ["a few more are no matter", { figures: { ...figures, most: 84 } }, [], {}],
    [
      "nodes are there earlier if people waited long",
      { times: { median: 20, p95: 95, max: 120 } },
      ["One in 20 waited 1 min 35 s or longer."],
      { nodesUp: "1h", arriveWithin: "10m" },
    ],
    ["a minute is not long", { times: { median: 20, p95: 60, max: 120 } }, [], {}],
    [
      "fewer people are planned for if few came",
      { figures: { ...figures, launched: 30, most: 29 } },
      ["At the same time, at most 29 of 80 people had a server: nodes stood empty."],
      { people: 32 },
    ],
    ["an event for two is not made smaller for one", { people: 2, figures: { ...figures, most: 1 } }, [], {}],
    [
      "those who were refused did not stay away",
      { figures: { ...figures, most: 29, refused: 1 } },
      ["1 launch was refused, because no seat was free."],
      { people: 100 },
    ],
    [
      "no more than 2,000 are planned for",
      { people: 1900, figures: { ...figures, most: 1890, refused: 9 } },
      ["9 launches were refused, because no seat was free."],
      { people: 2000 },
    ],
    [
      "an event that cannot be larger is made two",
      { people: 2000, figures: { ...figures, most: 1990, refused: 9 } },
      ["9 launches were refused, because no seat was free."],
      {},
    ],
  ])("%s", (_what, change, was, settings) => {
    const advice = adviceOn({ ...report, ...change });
    expect(advice.map((one) => one.was)).toEqual(was);
    expect(Object.assign({}, ...advice.map((one) => one.settings))).toEqual(settings);
  });

  test("settings stand as in a stack's file", () => {
    const page = reportPage({ ...report, figures: { ...figures, failed: 1, most: 92 } });
    const examples = [...page.matchAll(/<code>(.*?)<\/code>/gs)].map(([, text]) => text);
    expect(examples).toEqual(["npm run hub -- logs launch", "binderhub:events:\n  - name: pyintro\n    people: 120"]);
  });
});

test("it needs no network", () => {
  const page = reportPage(report);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
});

test("what people write is text and nothing else", () => {
  const written = { title: hostile, name: hostile, repository: hostile, commit: hostile, startInWords: hostile };
  const cost = { currency: hostile, spent: 1, expected: 1, most: 1 };
  const evil = reportPage({ ...report, ...written, cost, figures: { ...figures, most: 92 } });
  expect(shapeOf(evil)).toEqual(shapeOf(reportPage({ ...report, figures: { ...figures, most: 92 } })));
  expect(tagsOf(evil).join("")).not.toContain("alert");
});

test("of an event that is not over, figures are those so far, and no cost is compared", () => {
  const html = reportPage({ ...report, goesOn: true });
  expect(html).toContain("It is not over yet: all of this is so far.");
  expect(html).toContain("It has cost about");
  expect(html).not.toContain("than expected");
  expect(reportPage(report)).not.toContain("so far");
});
