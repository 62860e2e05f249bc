import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { page } from "../../../operate/hub/check/page";
import { groups, type Line, type Report } from "../../../operate/hub/check/report";
import { allWell, anyLine, hostile, troubled, withLines } from "./samples";

/** The tags of a page, as they stand there, without its style. */
const tagsOf = (html: string) => html.replace(/<style>.*?<\/style>/s, "").match(/<[a-z/!][^>]*>/gi) ?? [];

/** A page's text, as a reader sees it. */
const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'");

const section = (html: string, id: string) =>
  html.split(`<section aria-labelledby="${id}">`)[1]?.split("</section>")[0] ?? "";
const titleIn = (html: string) => /<h1>.*?<span>(.*?)<\/span>/s.exec(html)?.[1];
const onlyOne = (line: Partial<Line>): Report => ({
  ...allWell,
  lines: [{ id: "one", group: "tls", title: "T", tried: "t", state: "well", saw: "s", seconds: 1, ...line }],
});

describe("the sentence at the top", () => {
  test.each([
    ["all is well", allWell, "All is well"],
    ["things are wrong, and others will be", troubled, "3 things are wrong, 2 need attention soon"],
    ["one thing is wrong", onlyOne({ state: "wrong" }), "1 thing is wrong"],
    ["one thing will be wrong", onlyOne({ state: "warning" }), "All works, but 1 thing needs attention soon"],
    ["nothing could be looked at", onlyOne({ state: "skipped" }), "Nothing was looked at"],
    ["there are no lines", { ...allWell, lines: [] }, "Nothing was looked at"],
  ])("says that %s", (_, report, sentence) => {
    expect(titleIn(page(report))).toBe(sentence);
  });
});

test("the counts are those of the lines", () => {
  const counts = [...page(troubled).matchAll(/<b>(\d+)<\/b> <span>(.*?)<\/span>/g)].map(([, many, name]) => [
    many,
    name,
  ]);
  expect(counts).toEqual([
    ["3", "wrong"],
    ["2", "to look at soon"],
    ["36", "well"],
    ["4", "not looked at"],
  ]);
});

test("the page says when the check began, in UTC", () => {
  expect(page(allWell)).toContain('<time datetime="2026-10-09T14:05:31.000Z">9 October 2026 at 14:05 UTC</time>');
});

test("what is wrong stands before what needs attention, and both before the groups", () => {
  const ids = [...page(troubled).matchAll(/<section aria-labelledby="(.*?)">/g)].map(([, id]) => id);
  expect(ids).toEqual(["wrong", "warning", "all", "phases"]);
});

test("faults stand in the order of the groups, whatever the order in which they were found", () => {
  const found = page({ ...troubled, lines: troubled.lines.toReversed() });
  const names = [...section(found, "wrong").matchAll(/<span>Wrong · (.*?)<\/span>/g)].map(([, name]) => name);
  expect(names).toEqual(["Login and secrets", "Build and launch", "Walls"]);
});

test("a hub that is well has no list of faults", () => {
  expect(page(allWell)).not.toMatch(/aria-labelledby="(wrong|warning)"/);
});

test("a fault shows what was tried, what came back and the mend", () => {
  const fault = section(page(onlyOne({ state: "wrong", tried: "GET /", saw: "502", mend: "pulumi up" })), "wrong");
  expect(fault).toContain("<dt>Tried</dt><dd>GET /");
  expect(fault).toContain('<p class="saw">502</p>');
  expect(fault).toContain('<pre class="command"><code>pulumi up</code></pre>');
});

test("commands of a mend are one block to copy, and a sentence is not in it", () => {
  const mend = "Set it anew:\npulumi config set a b\npulumi up";
  const fault = section(page(onlyOne({ state: "wrong", mend })), "wrong");
  expect(fault).toContain(
    '<p>Set it anew:</p><pre class="command"><code>pulumi config set a b\npulumi up</code></pre>',
  );
});

test("each trouble among the groups leads to its place at the top", () => {
  const html = page(troubled);
  const links = [...html.matchAll(/<a href="#(line-\d+)">/g)].map(([, id]) => id);
  const places = [...html.matchAll(/<article class="\w+" id="(.*?)">/g)].map(([, id]) => id);
  expect(links).toHaveLength(5);
  expect(links.toSorted()).toEqual(places.toSorted());
});

test("each group is there with its lines, in the order in which one looks for a fault", () => {
  const names = [...page(allWell).matchAll(/<span class="name">(.*?)<\/span>/g)].map(([, name]) => name);
  expect(names).toEqual(Object.values(groups).map((name) => name.replace("'", "&#39;")));
});

test("a long answer is in a box that the keyboard reaches", () => {
  const saw = Array.from({ length: 300 }, () => "line").join("\n");
  expect(page(onlyOne({ saw }))).toContain('tabindex="0" role="group" aria-label="What came back, 300 lines"');
});

describe("the phases", () => {
  const rows = (report: Report) =>
    [...page(report).matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)].map((row) => row.slice(1));

  test("are a table of when each began and how long it took", () => {
    const phases = [
      { phase: "building", after: 0.5 },
      { phase: "launching", after: 3 },
      { phase: "ready", after: 65 },
    ];
    expect(rows({ ...allWell, phases })).toEqual([
      ["building", "0.5 s", "2.5 s"],
      ["launching", "3.0 s", "1 min 2 s"],
      ["ready", "1 min 5 s", "–"],
    ]);
  });

  test("of a launch that failed do not speak of a notebook that was ready", () => {
    expect(section(page(troubled), "phases")).toContain("<p>It came to the phase “failed”, 44 s after the click.</p>");
  });

  test("are left out if nothing was launched", () => {
    expect(page({ ...allWell, phases: [] })).not.toContain("<table>");
  });
});

describe("whatever a report says", () => {
  const lines = fc.array(anyLine, { maxLength: 6 });

  test("its texts add no tag to the page", () => {
    const plain = (report: Report): Report => ({
      ...report,
      lines: report.lines.map((line) => ({ ...line, title: "x", tried: "x", saw: "x", mend: line.mend && "x y" })),
    });
    fc.assert(
      fc.property(lines, (some) => {
        const report = {
          ...allWell,
          lines: some.map((line) => ({ ...line, mend: line.mend && `pulumi ${line.mend}` })),
        };
        const known = new Set([...tagsOf(page(plain(report))), ...tagsOf(page(hostile))]);
        expect(tagsOf(page(report)).filter((tag) => !known.has(tag))).toEqual([]);
      }),
    );
  });

  test("all of each line is on the page", () => {
    fc.assert(
      fc.property(lines, (some) => {
        const text = textOf(page({ ...allWell, lines: some }));
        for (const { title, tried, saw, mend, state } of some) {
          const isTrouble = state === "wrong" || state === "warning";
          const steps = isTrouble ? (mend ?? "").split("\n") : [];
          for (const one of [title, tried, saw, ...steps]) expect(text).toContain(one.trim());
        }
      }),
    );
  });
});

test("hostile texts make no script, style, picture or handler", () => {
  const tags = tagsOf(page(hostile));
  expect(tags.filter((tag) => /^<\/?(script|style|img|iframe|link|object)|\son\w+=/i.test(tag))).toEqual([]);
});

test("colours of a terminal, control characters and turned writing are not on the page", () => {
  const html = page(onlyOne({ saw: "\u001b[31mred\u001b[0m \u202eturned\u0000\u0007" }));
  expect(html).toContain('<p class="saw">red turned</p>');
});

test.each([
  ["all is well", allWell],
  ["things are wrong", troubled],
  ["texts are hostile", hostile],
])("the page loads nothing from elsewhere when %s", (_, report) => {
  const html = page(report);
  const outside = [
    ...tagsOf(html).flatMap((tag) => [...tag.matchAll(/\s(?:src|srcset|href|xlink:href|action|poster)="([^"]*)"/g)]),
    ...(/<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "").matchAll(/(url\(|@import)/g),
  ]
    .map(([, where = ""]) => where)
    .filter((where) => !where.startsWith("#"));
  expect(outside).toEqual([report.hub.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")]);
});

test("the page forbids the browser to load or to run anything", () => {
  expect(page(allWell)).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

test("an address that is none of the web is no link", () => {
  expect(page({ ...allWell, hub: "javascript:alert(1)" })).toContain('<p class="hub">javascript:alert(1)</p>');
});

test("what could not be looked at says why", () => {
  const html = page(withLines(allWell, { again: { state: "skipped", saw: "nothing was built" } }));
  expect(html).toContain('<span class="label">Not looked at:</span> The same again starts without a build');
  expect(html).toContain('<p class="saw">nothing was built</p>');
});

describe("colours", () => {
  const css = readFileSync(join(__dirname, "../../../operate/hub/check/page.css"), "utf8");
  const [light = {}, dark = {}] = [...css.matchAll(/:root \{(.*?)\}/gs)].map(([, body = ""]) =>
    Object.fromEntries(
      [...body.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name = "", colour = ""]) => [name, colour]),
    ),
  );
  const cases = [light, dark].flatMap((scheme, index) =>
    ["ink", "soft", "link", "well", "warning", "wrong", "skipped"].flatMap((text) =>
      ["paper", "card", "code"].map((ground) => [text, ground, index === 0 ? "light" : "dark", scheme] as const),
    ),
  );

  test.each(cases)("%s can be read on %s when it is %s", (text, ground, _, scheme) => {
    expect(contrast(scheme[text] ?? "", scheme[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

/** @see https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** @see https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
