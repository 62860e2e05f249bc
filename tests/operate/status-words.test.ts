import { gzipSync } from "node:zlib";
import { endOfToken } from "../../operate/hub/check/credentials";
import { endOn, kubernetesEnd } from "../../operate/hub/status/ends";
import { whyInWords } from "../../operate/hub/logs/why";
import { type Status } from "../../operate/hub/status/status";
import { chartVersion, kubernetesVersions } from "../../operate/hub/status/versions";
import { statusInWords } from "../../operate/hub/status/words";
import { nodeOf } from "./pods";

const plain = (_: unknown, text: string) => text;
const painted = (style: unknown, text: string) => `<${String(style)}>${text}`;
const now = new Date("2026-11-27T14:00:00Z");

const status: Status = {
  stack: "prod",
  page: "https://hub.example.org/services/binder/",
  answers: { binderHub: { version: "1.0.0" }, jupyterHub: { version: "5.5.4" } },
  versions: {
    kubernetes: ["v1.35.2", "v1.36.3"],
    chart: "1.0.0-0.dev.git.3983.h383374de",
    binderHub: "1.0.0.dev+g383374de",
    jupyterHub: "5.5.4",
  },
  people: { running: 12, starting: 1, quota: 100 },
  builds: 2,
  launches: {
    succeeded: 40,
    failed: 9,
    left: 2,
    reasons: (["notFound", "buildFailed", "full", "tooMany", "noLogin", "other"] as const).map((why, index) => ({
      why,
      count: 9 - index,
    })),
    median: 7,
    p95: 31,
    since: "2026-11-27T13:30:00.000Z",
  },
  pools: ["builds", "gpu", "system", "users"].map((pool) => ({ pool, nodes: 3, ready: 3, cordoned: 1, room: 10 })),
  ends: [endOn("certificate of hub.example.org", new Date("2026-12-20T00:00:00Z"), now)],
};

test("A usual hub fits on one screen of 80 columns and 24 lines", () => {
  const lines = statusInWords(status, plain).split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("A hub with more of everything does too, and says what is left out", () => {
  const many = {
    ...status,
    pools: Array.from({ length: 12 }, (_, index) => ({ pool: `p${index}`, nodes: 1, ready: 1, cordoned: 0 })),
  };
  const text = statusInWords(many, plain);
  expect(text.split("\n").length).toBeLessThanOrEqual(24);
  expect(text).toContain("and 8 more: see --json");
});

test.each([
  [31, false, "reset"],
  [29, true, "yellow"],
  [6, true, "red"],
  [-1, true, "red"],
])("An end in %d days is painted: %s %s", (days, isPainted, colour) => {
  const ends = [{ what: "certificate", day: "2026-12-20", daysLeft: days }];
  expect(statusInWords({ ...status, ends }, painted).includes(`<${colour}>certificate`)).toBe(isPainted);
});

test("What does not answer is red", () => {
  const answers = { ...status.answers, binderHub: { noAnswer: "connect ECONNREFUSED" } };
  expect(statusInWords({ ...status, answers }, painted)).toContain(
    "<red>BinderHub does not answer: connect ECONNREFUSED",
  );
});

test("A closed hub is said to be closed, and an open one open", () => {
  expect(statusInWords({ ...status, closed: "Back at 14:00" }, plain)).toContain("closed: Back at 14:00");
  expect(statusInWords(status, plain)).toMatch(/^State +open$/m);
});

test("A hub that is asleep is said to be asleep, unless it is closed", () => {
  const asleep = { ...status, asleepUntil: "Monday 30 November at 07:30 (Europe/Berlin)" };
  expect(statusInWords(asleep, plain)).toMatch(/^State +asleep until Monday 30 November at 07:30 \(Europe\/Berlin\)$/m);
  expect(statusInWords({ ...asleep, closed: "Back at 14:00" }, plain)).not.toContain("asleep");
});

test("A hub that is full is yellow", () => {
  expect(statusInWords({ ...status, people: { running: 100, starting: 0, quota: 100 } }, painted)).toContain(
    "<yellow>100 of at most 100",
  );
});

test("No cost is invented", () => {
  expect(statusInWords(status, plain)).not.toMatch(/cost/i);
});

test("Days left are whole days", () => {
  expect(endOn("x", new Date("2026-12-27T13:59:00Z"), now).daysLeft).toBe(29);
  expect(endOn("x", new Date("2026-11-27T13:59:00Z"), now).daysLeft).toBe(-1);
});

test("The oldest node's Kubernetes ends first, and its last day counts", () => {
  expect(kubernetesEnd(["v1.36.3", "v1.34.9"], now)).toEqual({
    what: "Kubernetes 1.34 at AKS",
    day: "2026-11-30",
    daysLeft: 3,
  });
  expect(kubernetesEnd(["v1.29.0"], now)?.daysLeft).toBeLessThan(0);
  expect(kubernetesEnd(["v1.99.0"], now)).toBeUndefined();
  expect(kubernetesEnd([], now)).toBeUndefined();
});

test("Versions of nodes are in the order of their numbers", () => {
  expect(kubernetesVersions(["v1.36.10", "v1.36.9", "v1.36.9"].map((version) => nodeOf("n", { version })))).toEqual([
    "v1.36.9",
    "v1.36.10",
  ]);
});

test("The chart's version is read from Helm's record of BinderHub, and of nothing else", () => {
  const record = (name: string, version: string) => {
    const zipped = gzipSync(JSON.stringify({ chart: { metadata: { name, version } } })).toString("base64");
    return { data: { release: Buffer.from(zipped).toString("base64") } };
  };
  expect(
    chartVersion([{ data: { release: "bm8=" } }, record("cert-manager", "v1"), record("binderhub", "1.0.0")]),
  ).toBe("1.0.0");
  expect(chartVersion([])).toBeUndefined();
});

test.each([
  // https://docs.github.com/rest/guides/getting-started-with-the-rest-api, and go-github's `parseTokenExpiration` for the second form.
  ["2026-12-01 09:30:00 UTC", "2026-12-01T09:30:00.000Z"],
  ["2026-12-01 09:30:00 +0200", "2026-12-01T07:30:00.000Z"],
  [undefined, undefined],
  ["soon", undefined],
])("GitHub says that a token ends at %s", (ends, expected) =>
  expect(endOfToken({ ends })?.toISOString()).toBe(expected),
);

test("Every reason fits beside its number", () => {
  expect(Object.values(whyInWords).filter((words) => words.length > 64)).toEqual([]);
});

test.each(["a".repeat(70), "word ".repeat(60)])(
  "A long message of a closed hub is folded, as far as its words let it",
  (closed) => {
    const lines = statusInWords({ ...status, closed }, plain).split("\n");
    expect(lines.filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  },
);

describe("the last check of the schedule", () => {
  const checked = { began: "2026-11-27T13:48:00.000Z", verdict: "2 things are wrong", wrong: 2 };

  test("is one line, red if something was wrong", () =>
    expect(statusInWords({ ...status, checked }, painted, now)).toContain(
      "<red>12 minutes ago: 2 things are wrong: npm run hub -- check --last",
    ));

  test("is green if all was well", () =>
    expect(
      statusInWords({ ...status, checked: { ...checked, verdict: "All is well", wrong: 0 } }, painted, now),
    ).toContain("<green>12 minutes ago: All is well"));

  test("says what to do where there was none yet", () =>
    expect(statusInWords({ ...status, checked: "There is no result yet" }, plain, now)).toContain(
      "There is no result yet",
    ));

  test("says what shows why there was none since", () => {
    const overdue = "kubectl get cronjobs,jobs,pods -l component=binder-check -n binderhub";
    const text = statusInWords({ ...status, checked: { ...checked, overdue } }, plain, now);
    expect(text.replace(/\n */g, " ")).toContain(`one is overdue: ${overdue}`);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});
