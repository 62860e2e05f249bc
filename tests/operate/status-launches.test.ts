import * as fc from "fast-check";
import { attemptsIn } from "../../operate/hub/logs/attempts";
import { entriesOf } from "../../operate/hub/logs/entries";
import { launchesIn, percentile } from "../../operate/hub/status/launches";
import { binderLog, hello, image, line, link } from "./logs";

const now = new Date("2026-11-27T14:30:00Z");
const started = [new Date("2026-11-27T12:00:00Z")];
const launches = (log: string) => launchesIn(entriesOf(log), now, started);

test("A launch, a ref that is not there, a failed build and a person with a server are what they were", () => {
  expect(attemptsIn(entriesOf(binderLog)).map(({ link: its, outcome, why }) => [its, outcome, why])).toEqual([
    ["git/git%3A%2F%2FGit.lAb.EXAMPLe.oRG%2Fhello.git/HEAD", "launched", undefined],
    ["git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/nosuchref", "failed", "notFound"],
    ["git/git%3A%2F%2Fgit.lab.example.org%2Fbroken.git/HEAD", "failed", "buildFailed"],
    ["git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/HEAD", "failed", "hasOne"],
  ]);
});

test("They are counted, with BinderHub's own seconds", () => {
  expect(launches(binderLog)).toEqual({
    succeeded: 1,
    failed: 3,
    left: 0,
    reasons: expect.arrayContaining([{ why: "notFound", count: 1 }]) as unknown,
    median: 9,
    p95: 9,
  });
});

test("A launch counts before its request has ended", () => {
  const log = [
    line("14:20:00", "launcher:258", `Starting server for user ada with image ${image}`),
    line("14:20:09", "builder:803", `Launched ${hello} in 9s`),
  ].join("\n");
  expect(launches(log)).toMatchObject({ succeeded: 1, failed: 0, median: 9 });
});

test("Who closes the page before the server is ready has left, though BinderHub tries again", () => {
  const log = [
    line("14:20:00", "builder:695", `Launching server for ${hello}: 0 other servers running this repo (1 total)`),
    line(
      "14:20:10",
      "builder:162",
      `Stream closed while handling /services/binder/build/${link}, ip=::1, user_agent='x'`,
      "W",
    ),
    line(
      "14:20:11",
      "builder:778",
      `Retrying launch of ${hello} after error (duration=5s, attempt=1): HTTPError()`,
      "E",
    ),
    line("14:20:11", "log:135", `200 GET /services/binder/build/${link} (ada@::1) 11500.00ms`),
  ].join("\n");
  expect(launches(log)).toMatchObject({ succeeded: 0, failed: 0, left: 1, reasons: [] });
});

test.each([
  ["Rate limit exceeded. Try again in 3600 seconds.", "429", "tooMany"],
  ["Image x for user ada took too long to launch", "500", "tookTooLong"],
  ["Image x for user ada failed to launch", "500", "noServer"],
  ["Failed to launch image x", "500", "noServer"],
  ["Failed to create temporary user for x", "500", "hubAnswers"],
])("%s is a reason", (message, code, why) => {
  const log = [
    line("14:20:11", "web:1964", `${code} GET /build/${link} (::1): ${message}`, "W"),
    line("14:20:11", "log:135", `200 GET /build/${link} (anonymous@::1) 300.00ms`),
  ].join("\n");
  expect(launches(log).reasons).toEqual([{ why, count: 1 }]);
});

test.each([
  ["BinderHub is full: 100/100", "full"],
  [`${hello} has exceeded quota: 50/50 (60 total)`, "repositoryFull"],
])("%s is a reason", (message, why) => {
  const log = [
    line("14:20:11", "quota:131", message, "E"),
    line("14:20:11", "log:135", `200 GET /build/${link} (ada@::1) 300.00ms`),
  ].join("\n");
  expect(launches(log).reasons).toEqual([{ why, count: 1 }]);
});

test("A request that is no launch is none", () => {
  const log = [
    line("14:20:11", "web:1964", `400 GET /build/${link} (::1): Missing Accept header: text/event-stream`, "W"),
    line("14:20:11", "log:135", `200 GET /build/${link} (anonymous@::1) 3.00ms`),
  ].join("\n");
  expect(launches(log)).toMatchObject({ succeeded: 0, failed: 0, left: 0 });
});

test("Two launches of one repository at the same time are two, whatever becomes of them", () => {
  const log = [
    line("14:20:00", "launcher:258", `Starting server for user ada with image ${image}`),
    line("14:20:01", "launcher:258", `Starting server for user ben with image ${image}`),
    line("14:20:08", "builder:803", `Launched ${hello} in 8s`),
    line("14:20:08", "log:135", `200 GET /build/${link} (ada@::1) 8500.00ms`),
    line("14:20:09", "web:1964", `409 GET /build/${link} (::1): User ben already has a running server.`, "W"),
    line("14:20:09", "log:135", `200 GET /build/${link} (ben@::1) 8500.00ms`),
  ].join("\n");
  const [ada, ben] = attemptsIn(entriesOf(log));
  expect([ada?.outcome, ben?.outcome]).toEqual(["launched", "failed"]);
  expect(ada?.entries.some(({ text }) => text.includes("user ben"))).toBe(false);
});

test("A private repository's launch is known by its time, as its address is hidden", () => {
  const log = [
    line(
      "14:20:00",
      "builder:695",
      "Launching server for https://private.invalid/0123456789ab: 0 other servers running this repo (1 total)",
    ),
    line("14:20:08", "builder:803", "Launched https://private.invalid/0123456789ab in 8s"),
    line("14:20:08", "log:135", "200 GET /build/gh/owner/secret/HEAD (ada@::1) 8500.00ms"),
  ].join("\n");
  expect(launches(log)).toMatchObject({ succeeded: 1, failed: 0 });
});

test("What is older than an hour does not count", () => {
  expect(launchesIn(entriesOf(binderLog), new Date("2026-11-27T15:21:00Z"), started)).toMatchObject({
    succeeded: 0,
    failed: 1,
  });
});

test("The most frequent reason comes first", () => {
  const refusal = (second: string) => line(`14:20:${second}`, "log:135", `200 GET /build/${link} (ada@::1) 30.00ms`);
  const full = [
    line("14:20:30", "quota:131", "BinderHub is full: 1/1", "E"),
    line("14:20:30", "log:135", `200 GET /build/${link} (ada@::1) 30.00ms`),
  ];
  expect(launches([...full, refusal("40"), refusal("50")].join("\n")).reasons).toEqual([
    { why: "notFound", count: 2 },
    { why: "full", count: 1 },
  ]);
});

test("A BinderHub that is younger than an hour says since when it counts", () => {
  const young = launchesIn([], now, [new Date("2026-11-27T14:00:00Z"), new Date("2026-11-27T14:10:00Z")]);
  expect(young.since).toBe("2026-11-27T14:00:00.000Z");
  expect(launchesIn([], now, started).since).toBeUndefined();
});

test("A percentile is one of the numbers, and as many as it says do not exceed it, but not with a smaller one", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (numbers, hundredths) => {
      const found = percentile(numbers, hundredths) ?? NaN;
      const share = (most: (one: number) => boolean) => (numbers.filter(most).length / numbers.length) * 100;
      expect(numbers).toContain(found);
      expect(share((one) => one <= found)).toBeGreaterThanOrEqual(hundredths - 1e-9);
      expect(share((one) => one < found)).toBeLessThan(hundredths);
    }),
  );
  expect(percentile([], 50)).toBeUndefined();
});

test("One server is one success, though another launch of the repository went on meanwhile", () => {
  const log = [
    line("14:20:08", "builder:803", `Launched ${hello} in 8s`),
    line("14:20:08", "log:135", `200 GET /build/${link} (ada@::1) 8500.00ms`),
    line("14:20:09", "quota:131", "BinderHub is full: 1/1", "E"),
    line("14:20:09", "log:135", `200 GET /build/${link} (ben@::1) 8500.00ms`),
  ].join("\n");
  expect(launches(log)).toMatchObject({ succeeded: 1, failed: 1, reasons: [{ why: "full", count: 1 }] });
});

test("Who was refused takes no success from one whose connection is kept", () => {
  const log = [
    line("14:20:05", "builder:803", `Launched ${hello} in 8s`),
    line("14:20:09", "web:1964", `409 GET /build/${link} (::1): User ben already has a running server.`, "W"),
    line("14:20:09", "log:135", `200 GET /build/${link} (ben@::1) 8500.00ms`),
    line("14:21:05", "log:135", `200 GET /build/${link} (ada@::1) 90000.00ms`),
  ].join("\n");
  expect(attemptsIn(entriesOf(log)).map(({ outcome, why }) => [outcome, why])).toEqual([
    ["failed", "hasOne"],
    ["launched", undefined],
  ]);
});
