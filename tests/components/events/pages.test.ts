import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { qrSvg } from "../../../components/events/qr";

const python = process.env.BINDERHUB_PYTHON ?? "python3";

/** Makes pages, and reads each with Python's own parser: an element that is not closed, or closed twice, is an error. */
const driver = `
import html.parser, json, sys
sys.path.insert(0, sys.argv[1])
import pages

class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.open = [], [], []
    def handle_starttag(self, name, attributes):
        self.tags.append([name, dict(attributes)])
        if name not in ("meta", "wbr"):
            self.open.append(name)
    def handle_startendtag(self, name, attributes):
        self.tags.append([name, dict(attributes)])
    def handle_endtag(self, name):
        assert self.open.pop() == name, name
    def handle_data(self, text):
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(text)

answers = []
for kind, event, numbers, links in json.load(sys.stdin):
    reader, page = Reader(), getattr(pages, "event_" + kind)(event, numbers, links)
    reader.feed(page)
    assert reader.open == []
    answers.append({"page": page, "tags": reader.tags, "text": " ".join(" ".join(reader.text).split())})
json.dump(answers, sys.stdout)
`;

interface Page {
  readonly page: string;
  readonly tags: readonly (readonly [name: string, attributes: Readonly<Record<string, string | null>>])[];
  readonly text: string;
}

const event = {
  name: "pyintro",
  title: "Introduction to Python",
  people: 80,
  startInWords: "Thursday 4 March at 10:00 (Europe/Berlin)",
};
const links = {
  door: "https://hub.example.org/event/pyintro",
  numbers: "/event/pyintro/numbers",
  qr: qrSvg("https://hub.example.org/event/pyintro"),
  launch: "/v2/gh/mygroup/workshop/HEAD",
};
const quiet = {
  ...{ name: "pyintro", phase: "open", people: 80, places: 84, seats: 0, waiting: 0, launched: 0, failed: 0 },
  ...{ refused: 0, most: 0, now: "2027-03-04T09:00:00Z", start: "2027-03-04T09:00:00Z", end: "2027-03-04T11:00:00Z" },
  ...{ startInWords: event.startInWords, prepared: true },
};
type Numbers = typeof quiet;

const hostile = `"><script>alert(1)</script><b x='&amp;{}`;
const evil = { ...event, title: hostile, startInWords: hostile };
const evilLinks = { ...links, door: `https://hub.example.org/${hostile}`, numbers: hostile, launch: hostile };
const asked = {
  board: ["board", event, { ...quiet, seats: 37, waiting: 5 }, links],
  long: [
    "board",
    event,
    quiet,
    { ...links, door: "https://binder.westeurope-something.cloudapp.azure.com/event/pyintro" },
  ],
  evilBoard: ["board", evil, { ...quiet, startInWords: hostile }, evilLinks],
  door: ["door", event, { ...quiet, phase: "planned", now: "2027-03-04T08:46:00Z" }, links],
  leaving: ["door", event, { ...quiet, phase: "leaving" }, links],
  over: ["door", event, { ...quiet, phase: "over" }, links],
  evilDoor: ["door", evil, { ...quiet, phase: "warming", startInWords: hostile }, evilLinks],
  evilOver: ["door", evil, { ...quiet, phase: "over" }, evilLinks],
} as const;

const isThere = spawnSync(python, ["-c", "import sys; sys.exit(sys.version_info < (3, 11))"]).status === 0;
if (!isThere)
  process.stderr.write(
    `Not tested: the pages of an event. ${python} is no Python 3.11 or newer (BINDERHUB_PYTHON names another Python)\n`,
  );

let pages: Readonly<Record<keyof typeof asked, Page>>;

(isThere ? describe : describe.skip)("pages of an event", () => {
  beforeAll(() => {
    const { stdout, stderr } = spawnSync(
      python,
      ["-B", "-c", driver, join(__dirname, "../../../components/events/python")],
      {
        input: JSON.stringify(Object.values(asked)),
        encoding: "utf8",
      },
    );
    expect(stderr).toBe("");
    const answers = JSON.parse(stdout) as readonly Page[];
    pages = Object.fromEntries(Object.keys(asked).map((name, index) => [name, answers[index]])) as typeof pages;
  });

  test("each has a language, a title, and loads nothing from elsewhere", () => {
    for (const { page, tags } of Object.values(pages)) {
      expect(tags[0]).toEqual(["html", { lang: "en" }]);
      expect(page).toMatch(/<title>.+<\/title>/);
      expect(tags.filter(([name]) => ["link", "img", "iframe", "object"].includes(name))).toEqual([]);
      expect(tags.flatMap(([, attributes]) => Object.keys(attributes))).not.toContain("src");
      expect(page).not.toMatch(/@import|url\(/);
    }
  });

  test("its policy allows its own script alone", () => {
    for (const name of ["board", "door"] as const) {
      const hash = createHash("sha256").update(scriptOf(pages[name])).digest("base64");
      const policy = pages[name].tags.find(([, { "http-equiv": what }]) => what === "Content-Security-Policy")?.[1]
        .content;
      expect(policy).toContain(
        `default-src 'none'; style-src 'unsafe-inline'; connect-src 'self'; script-src 'sha256-${hash}'`,
      );
    }
  });

  test("what people write is text and nothing else", () => {
    for (const [evilPage, page] of [
      [pages.evilBoard, pages.board],
      [pages.evilDoor, pages.door],
      [pages.evilOver, pages.over],
    ] as const) {
      const names = ({ tags }: Page) => tags.map(([name, attributes]) => [name, ...Object.keys(attributes)]);
      expect(names(evilPage)).toEqual(names(page));
      expect(evilPage.text).toContain(hostile);
    }
    const data = pages.evilBoard.tags.find(([name]) => name === "body")?.[1] ?? {};
    expect(data["data-numbers"]).toBe(hostile);
    expect((JSON.parse(data["data-news"] ?? "") as Numbers).startInWords).toBe(hostile);
  });

  test("the board has the link to type, without what browsers add, and the code", () => {
    expect(pages.board.text).toContain("Scan the code, or type: hub.example.org /event/pyintro");
    expect(pages.board.page).toContain(links.qr);
    expect(pages.board.tags).toContainEqual(["a", { href: links.door }]);
  });

  test("a link is as large as its longer line allows", () => {
    const signs = ({ page }: Page) => Number(/--signs: (\d+)/.exec(page)?.[1]);
    expect(signs(pages.board)).toBe("hub.example.org/event/pyintro".length);
    expect(signs(pages.long)).toBe("binder.westeurope-something.cloudapp.azure.com".length);
  });

  test("screen readers are told of the figures, and not of every second", () => {
    const around = /<div aria-live="polite">(.*?)<\/ul>/s.exec(pages.board.page)?.[1] ?? "";
    for (const id of ["seats", "people", "note", "waiting", "failed", "refused"])
      expect(around).toContain(`id="${id}"`);
    expect(around).not.toContain('id="time"');
    expect(around).toContain('<div class="bar" aria-hidden="true">');
  });

  test("all texts are dark enough on white, and white is light enough on the rest", () => {
    const style = `${pages.board.page}${pages.door.page}`;
    const named = [
      ...style.matchAll(/--(?:ink|soft|blue): (#[0-9a-f]{6})/g),
      ...style.matchAll(/[ {]color: (#[0-9a-f]{6})/g),
    ];
    const behindWhite = [...style.matchAll(/color: #fff; background: (#[0-9a-f]{6})/g)];
    expect([named.length > 3, behindWhite.length]).toEqual([true, 1]);
    for (const [, colour = ""] of [...named, ...behindWhite]) expect(onWhite(colour)).toBeGreaterThan(4.5);
  });

  test("without scripts, the board has the figures of when it was loaded", () => {
    expect(pages.board.text).toContain("37 of 80 seats taken");
  });

  test("before, the door says when it opens, and to wait", () => {
    expect(pages.door.text).toContain(`It opens on ${event.startInWords} .`);
    expect(pages.door.text).toContain("If you see this at the start, keep this page open: it goes on by itself.");
  });

  test("after, the door leads to the repository, and asks nothing more", () => {
    for (const { text, tags, page } of [pages.leaving, pages.over]) {
      expect(text).toContain("It is over.");
      expect(tags).toContainEqual(["a", { class: "launch", href: links.launch }]);
      expect(page).not.toContain("<script");
    }
    expect(pages.leaving.text).toContain("download now what you want to keep");
    expect(pages.over.text).not.toContain("download");
  });

  describe("what the board says", () => {
    test.each<[what: string, news: Partial<Numbers>, lines: Readonly<Record<string, string>>]>([
      [
        "days before",
        { phase: "planned", now: "2027-03-02T06:50:00Z", prepared: false },
        { time: "Opens in 2 days 2 h", note: "It is being prepared." },
      ],
      ["a day before", { phase: "preparing", now: "2027-03-03T09:00:00Z" }, { time: "Opens in 1 day" }],
      ["hours before", { phase: "preparing", now: "2027-03-04T07:00:00Z" }, { time: "Opens in 2 h" }],
      [
        "minutes before",
        { phase: "warming", now: "2027-03-04T08:46:00Z" },
        { time: "Opens in 14 min", note: "Everything is ready.", waiting: "" },
      ],
      ["a part of a minute more", { phase: "warming", now: "2027-03-04T08:45:30Z" }, { time: "Opens in 15 min" }],
      ["a minute before", { phase: "warming", now: "2027-03-04T08:59:00Z" }, { time: "Opens in 1 min" }],
      ["seconds before", { phase: "warming", now: "2027-03-04T08:59:18Z" }, { time: "Opens in 42 s" }],
      ["at the start", { phase: "warming" }, { time: "Opens now" }],
      [
        "while people come",
        { seats: 37, waiting: 5, now: "2027-03-04T09:48:00Z" },
        {
          time: "1 h 12 min left",
          seats: "37",
          people: "of 80",
          waiting: "5 starting",
          failed: "",
          refused: "",
          note: "",
          most: "",
          bar0: "46.25%",
          bar1: "6.25%",
        },
      ],
      [
        "if servers fail",
        { seats: 71, failed: 2, refused: 1 },
        { failed: "2 failed", refused: "1 refused", waiting: "" },
      ],
      ["if everybody is in", { seats: 80 }, { note: "Everybody is in.", bar0: "100%", bar1: "0%" }],
      [
        "if more come",
        { seats: 82, waiting: 2 },
        { note: "2 more than expected", bar0: `${8200 / 84}%`, bar1: `${200 / 84}%` },
      ],
      ["if it is full", { seats: 84 }, { note: "All seats are taken." }],
      ["in a rehearsal", { now: "2027-03-03T09:00:00Z" }, { time: "It is open" }],
      ["seconds before the end", { now: "2027-03-04T10:59:30Z" }, { time: "30 s left" }],
      ["at the end", { now: "2027-03-04T11:00:00Z" }, { time: "It ends now" }],
      [
        "after the end",
        { phase: "leaving", seats: 12, waiting: 1, failed: 2, most: 78 },
        { time: "It is over", most: "Seats taken at the same time: 78", waiting: "", failed: "", note: "" },
      ],
      ["once it is over", { phase: "over" }, { time: "It is over", most: "" }],
    ])("%s", (_what, news, lines) => {
      const browser = opened(pages.board, { ...quiet, ...news });
      expect(browser.lines()).toMatchObject(lines);
    });
  });

  describe("a board in a browser", () => {
    const early = { ...quiet, phase: "warming", now: "2027-03-04T08:46:00Z" };

    test("counts by the hub's clock, also where the browser's is hours off", async () => {
      const browser = opened(pages.board, early);
      browser.passes(60);
      expect(browser.lines().time).toBe("Opens in 13 min");
      await browser.hears({ ...early, now: "2027-03-04T08:50:00Z" });
      expect(browser.lines().time).toBe("Opens in 10 min");
    });

    test("shows what it hears every 3 seconds, without being loaded anew", async () => {
      const browser = opened(pages.board, early);
      expect([browser.pause(), browser.mode()]).toEqual([3000, "before"]);
      await browser.hears({ ...quiet, seats: 3, waiting: 9 });
      expect(browser.lines()).toMatchObject({ seats: "3", waiting: "9 starting", time: "2 h left" });
      expect([browser.pause(), browser.mode(), browser.reloads()]).toEqual([3000, "open", 0]);
      expect(browser.fetched()).toEqual(["/event/pyintro/numbers"]);
    });

    test.each<[what: string, answer: () => Promise<object>]>([
      ["there is no connection", () => Promise.reject(new Error("no"))],
      ["the hub fails", () => Promise.resolve({ ok: false, json: () => Promise.resolve({ ...quiet, seats: 1 }) })],
      ["a login page answers", () => Promise.resolve({ ok: true, json: () => Promise.reject(new Error("<")) })],
      ["something else answers", () => Promise.resolve({ ok: true, json: () => Promise.resolve({ status: 200 }) })],
    ])("keeps the last figures, and says how old they are, if %s", async (_what, answer) => {
      const browser = opened(pages.board, { ...quiet, seats: 37 });
      browser.passes(9);
      await browser.hearsFrom(answer);
      expect(browser.lines().news).toBe("");
      browser.passes(12);
      expect(browser.lines()).toMatchObject({
        seats: "37",
        news: "No news for 20 seconds. These are the last figures.",
      });
      browser.passes(110);
      expect(browser.lines().news).toContain("No news for 2 minutes");
      expect(browser.pause()).toBe(3000);
      await browser.hears({ ...quiet, seats: 50 });
      expect(browser.lines()).toMatchObject({ seats: "50", news: "" });
    });
  });

  describe("a door in a browser", () => {
    const news = { ...quiet, phase: "preparing", now: "2027-03-04T08:20:00Z" };

    test("counts, and asks seldom while it is long until the start, and not at the same moment as others", () => {
      const browser = opened(pages.door, news);
      expect(browser.lines().time).toBe("Opens in 40 min");
      expect(browser.pause()).toBe(60_000);
      expect(opened(pages.door, news, 0).pause()).toBe(45_000);
    });

    test.each([
      [80, 8000],
      [2000, 20_000],
    ])("asks often just before the start: with %i people each browser every %i ms", (people, pause) => {
      expect(opened(pages.door, { ...news, people, now: "2027-03-04T08:55:00Z" }).pause()).toBe(pause);
    });

    test.each([
      ["planned", "preparing", 0],
      ["preparing", "preparing", 0],
      ["preparing", "warming", 1],
      ["warming", "warming", 0],
      ["warming", "open", 1],
      ["planned", "open", 1],
      ["warming", "over", 1],
    ])("shown while %s, it is loaded anew so often once it is %s: %i", async (from, to, reloads) => {
      const browser = opened(pages.door, { ...news, phase: from });
      await browser.hears({ ...news, phase: to });
      expect(browser.reloads()).toBe(reloads);
    });

    test("a phone that was off asks at once", async () => {
      const browser = opened(pages.door, news);
      await browser.returns({ ...news, phase: "open" });
      expect(browser.reloads()).toBe(1);
    });

    test("says that there is no connection, and keeps trying", async () => {
      const browser = opened(pages.door, news);
      browser.passes(91);
      await browser.hearsFrom(() => Promise.reject(new Error("no")));
      expect(browser.lines().news).toBe("There is no connection. This page keeps trying.");
      await browser.hears({ ...news, phase: "open" });
      expect([browser.reloads(), browser.lines().news]).toEqual([1, ""]);
    });
  });
});

/** Contrast with white; 4.5 is the least that people with weak eyes can read. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function onWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function scriptOf({ page }: Page): string {
  return /<script>(.*?)<\/script>/s.exec(page)?.[1] ?? "";
}

/** A page whose script runs in a browser that has only what the script asks for. Its clock is hours off. */
function opened(page: Page, news: Numbers, chance = 0.5) {
  let clock = Date.parse("2031-01-01T03:00:00Z");
  let reloads = 0;
  let answer: () => Promise<object> = () => Promise.reject(new Error("nothing yet"));
  let next: { readonly run: () => Promise<void>; readonly pause: number } | undefined;
  const every: (() => void)[] = [];
  const heard: Record<string, () => Promise<void>> = {};
  const fetched: string[] = [];
  const ids = page.tags.flatMap(([, { id }]) => (typeof id === "string" ? [id] : []));
  const elements = Object.fromEntries(ids.map((id) => [id, { textContent: "", style: { width: "" } }]));
  const body = page.tags.find(([name]) => name === "body")?.[1] ?? {};
  const dataset: Record<string, string> = { numbers: body["data-numbers"] ?? "", news: JSON.stringify(news) };
  class Clock extends Date {
    static override now() {
      return clock;
    }
  }
  runInNewContext(scriptOf(page), {
    AbortController,
    Date: Clock,
    Math: Object.assign(Object.create(Math) as Math, { random: () => chance }),
    document: {
      body: { dataset },
      getElementById: (id: string) => elements[id],
      addEventListener: (what: string, run: () => Promise<void>) => (heard[what] = run),
    },
    location: { reload: () => (reloads += 1) },
    clearTimeout: () => undefined,
    setInterval: (run: () => void) => every.push(run),
    // The script asks for two: the next look, and one that ends a look that takes too long.
    setTimeout: (run: () => Promise<void>, pause: number) => {
      if (pause !== 10_000) next = { run, pause };
    },
    fetch: (address: string) => {
      fetched.push(address);
      return answer();
    },
  });
  const hearsFrom = async (from: typeof answer) => {
    answer = from;
    await next?.run();
  };
  const saying = (said: Numbers) => () => Promise.resolve({ ok: true, json: () => Promise.resolve(said) });
  return {
    lines: () => {
      const texts = Object.entries(elements).map(([id, { textContent, style }]) => [id, style.width || textContent]);
      // A number and its unit stay on one line.
      return Object.fromEntries(texts.map(([id, text]) => [id, text?.replaceAll("\u00a0", " ")])) as Record<
        string,
        string
      >;
    },
    passes: (seconds: number) => {
      clock += seconds * 1000;
      for (const run of every) run();
    },
    hearsFrom,
    hears: (said: Numbers) => hearsFrom(saying(said)),
    returns: async (said: Numbers) => {
      answer = saying(said);
      await heard.visibilitychange?.();
    },
    pause: () => next?.pause,
    mode: () => dataset.mode,
    reloads: () => reloads,
    fetched: () => fetched,
  };
}
