import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { exitCodeOf, type Line } from "../../../operate/hub/check/report";
import { lineInWords, type Paint, reportInWords } from "../../../operate/hub/check/words";
import { painter } from "../../../operate/hub/show";
import { allWell, anyLine, hostile, troubled } from "./samples";

const plain: Paint = (_style, text) => text;
const tagged: Paint = (style, text) => `<${[style].flat().join("+")}>${text}</>`;
const line: Line = { id: "a", group: "tls", title: "It is so", tried: "GET /", state: "well", saw: "200", seconds: 1 };

describe("a line", () => {
  test.each([
    ["well", "  ✔ It is so — 200"],
    ["skipped", "  – It is so — 200"],
    ["warning", "  ! It is so — 200\n    tried: GET /\n    → pulumi up"],
    ["wrong", "  ✘ It is so — 200\n    tried: GET /\n    → pulumi up"],
  ] as const)("that is %s has its mark, and a mend if it needs one", (state, words) => {
    expect(lineInWords({ ...line, state, mend: "pulumi up" }, plain)).toBe(words);
  });

  test("has its colour at the mark alone", () => {
    expect(lineInWords(line, tagged)).toBe("  <green>✔</> It is so — 200");
  });

  test("without an answer has no dash", () => {
    expect(lineInWords({ ...line, saw: " \n" }, plain)).toBe("  ✔ It is so");
  });

  test("goes on below its words, if it is longer than the terminal is wide", () => {
    expect(lineInWords({ ...line, saw: "one two three four" }, plain, 24)).toBe(
      "  ✔ It is so — one two\n    three four",
    );
  });

  test("keeps a command on one line, and breaks a sentence", () => {
    const mend = "Set the password of the registry\npulumi config set binderhub:registryPassword";
    expect(lineInWords({ ...line, state: "wrong", mend }, plain, 30)).toBe(
      [
        "  ✘ It is so — 200",
        "    tried: GET /",
        "    → Set the password of the",
        "      registry",
        "    → pulumi config set binderhub:registryPassword",
      ].join("\n"),
    );
  });

  test("shows the beginning and the end of what is very long", () => {
    const words = lineInWords({ ...line, saw: `begin ${"x ".repeat(2000)}end` }, plain);
    expect(words).toMatch(/^ {2}✔ It is so — begin x[^]* … [^]*x end$/);
    expect(words.length).toBeLessThan(500);
  });

  test("cannot steer the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (saw) => {
        expect(lineInWords({ ...line, saw }, plain)).not.toMatch(
          /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });

  test("is never wider than 100 columns, commands and long words apart", () => {
    fc.assert(
      fc.property(anyLine, fc.integer({ min: 40, max: 300 }), (some, columns) => {
        const rows = lineInWords(some, plain, columns).split("\n");
        const isWide = (row: string) => row.length > Math.min(columns, 100) && row.trim().split(" ").length > 2;
        expect(rows.filter((row) => isWide(row) && !/^ {4}→ [a-z]/.test(row))).toEqual([]);
      }),
    );
  });
});

describe("a report", () => {
  test("ends with a sentence, counts and the time", () => {
    expect(reportInWords(troubled, plain)).toMatch(
      /\n\n3 things are wrong, 2 need attention soon\.\n3 wrong, 2 to look at soon, 36 well, 4 not looked at, in 3 min 13 s\.$/,
    );
  });

  test("says that what takes long was left out, if it was", () => {
    expect(reportInWords({ ...allWell, kind: "quick" }, plain)).toMatch(
      /45 well, in 3 min 13 s\. What takes long was left out\.$/,
    );
  });

  test.each([
    ["well", allWell, "<bold+green>All is well.</>"],
    ["wrong", troubled, "<bold+red>3 things are wrong, 2 need attention soon.</>"],
  ])("that is %s has the colour of it in its last sentence", (_, report, sentence) => {
    expect(reportInWords(report, tagged)).toContain(sentence);
  });

  test("is in the order of the groups", () => {
    const heads = reportInWords({ ...allWell, lines: allWell.lines.toReversed() }, plain).match(/^\w.*/gm);
    expect(heads?.slice(0, 7)).toEqual([
      "Name and address",
      "Certificate",
      "The hub's own word",
      "Login and secrets",
      "Cluster",
      "Build and launch",
      "Walls",
    ]);
  });

  test("has each line once", () => {
    const titles = [...reportInWords(allWell, plain).matchAll(/^ {2}✔ (.*?) — /gm)].map(([, title]) => title);
    expect(titles).toEqual(allWell.lines.map(({ title }) => title));
  });

  test("has no colours where it is not printed on a terminal", () => {
    const words = reportInWords(hostile, painter({ out: new PassThrough() }));
    expect(words).toBe(stripVTControlCharacters(words));
  });

  test("of no lines says that nothing was looked at", () => {
    expect(reportInWords({ ...allWell, lines: [] }, plain)).toBe("Nothing was looked at.\n3 min 13 s.");
  });
});

describe("the exit code", () => {
  test.each([
    ["0 if all is well", 0, [line]],
    ["0 if there are warnings alone", 0, [line, { ...line, state: "warning" as const }]],
    ["0 if something could not be looked at", 0, [{ ...line, state: "skipped" as const }]],
    ["1 if one thing is wrong", 1, [line, { ...line, state: "wrong" as const }, line]],
  ])("is %s", (_, code, lines) => {
    expect(exitCodeOf({ ...allWell, lines })).toBe(code);
  });
});
