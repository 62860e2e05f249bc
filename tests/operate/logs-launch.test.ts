import { type PodObject } from "../../operate/hub/objects";
import { attemptsIn } from "../../operate/hub/logs/attempts";
import { endedBuilds } from "../../operate/hub/logs/builds";
import { entriesOf } from "../../operate/hub/logs/entries";
import { launchInWords } from "../../operate/hub/logs/launch-words";
import { linesInWords, newest } from "../../operate/hub/logs/lines";
import { nameOfRepository } from "../../operate/hub/logs/names";
import { isWanted, newestOf, userIn } from "../../operate/hub/logs/newest";
import { secondsOf, timeInWords } from "../../operate/hub/logs/since";
import { CannotLook } from "../../operate/hub/cannot-look";
import { binderLog } from "./logs";
import { serverOf } from "./pods";

const plain = (_: unknown, text: string) => text;
const attempts = attemptsIn(entriesOf(binderLog));
const [first, , broken, last] = attempts;

test.each([
  [{ repository: "broken" }, [broken]],
  [{ user: "binder-check" }, attempts],
  [{ user: "BINDER-CHECK", repository: "git://git.lab.example.org/broken.git" }, [broken]],
  [{ user: "binder" }, []],
  [{ repository: "nothing" }, []],
])("%j finds its launches", (which, found) => {
  expect(attempts.filter((one) => isWanted(one, which))).toEqual(found);
});

test("Whose server it is stands in what BinderHub said", () => {
  expect([userIn(first), userIn(last), userIn(broken)]).toEqual(["binder-check", "binder-check", undefined]);
});

const git = { repository: "git://git.lab.example.org/hello.git" };
const mine = (made: string) => serverOf("binder-check", { ...git, made });
const which = { repository: "hello" };

test("A server belongs to the launch in whose time it was made", () => {
  const pod = mine("2026-11-27T14:16:24Z");
  expect(newestOf(first, [pod], [], which)).toEqual({ attempt: first, pod });
});

test("A server of before is not of a launch that failed", () => {
  expect(newestOf(last, [mine("2026-11-27T14:16:24Z")], [], which)).toEqual({ attempt: last });
});

test("A server that came after the last launch is a newer launch, which has not ended", () => {
  const pod = mine("2026-11-27T14:25:00Z");
  expect(newestOf(last, [pod], [], which)).toEqual({ pod });
});

test("A build that came after it is too", () => {
  const build: PodObject = {
    metadata: {
      name: "build-x",
      annotations: { "binder-repo": git.repository },
      creationTimestamp: new Date("2026-11-27T14:25:00Z"),
    },
  };
  expect(newestOf(last, [], [build], which)).toEqual({ build });
});

test("Another's server of the same repository at the same time is not this launch's", () => {
  const pod = serverOf("ben", { ...git, made: "2026-11-27T14:16:25Z" });
  expect(newestOf(first, [pod], [], which)).toEqual({ attempt: first });
});

test("Builds are found with their ends", () => {
  expect(endedBuilds(attempts).map(({ repository, state }) => [repository, state])).toEqual([
    ["git/git%3A%2F%2FGit.lAb.EXAMPLe.oRG%2Fhello.git/HEAD", "built"],
    ["git/git%3A%2F%2Fgit.lab.example.org%2Fbroken.git/HEAD", "failed"],
    ["git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/HEAD", "built"],
  ]);
  expect(endedBuilds(attempts, nameOfRepository("broken"))).toHaveLength(1);
});

test("A traceback is a part of the message before it", () => {
  const [entry, next] = entriesOf(
    [
      "2026-11-27T14:38:00.442Z [E 261127 14:38:00 ioloop:778] Exception in callback",
      "2026-11-27T14:38:00.443Z     Traceback (most recent call last):",
      "2026-11-27T14:38:01.000Z [I 261127 14:38:01 log:135] next",
    ].join("\n"),
  );
  expect(entry).toMatchObject({ level: "E", text: "Exception in callback\n    Traceback (most recent call last):" });
  expect(next?.text).toBe("next");
});

test("Lines have their day only where there are several", () => {
  const line = (at: string) => ({ at, from: "hub", text: "x" });
  expect(linesInWords([line("2026-11-27T14:00:00.000Z")], plain)).toBe("14:00:00Z hub  x");
  expect(linesInWords([line("2026-11-26T14:00:00.000Z"), line("2026-11-27T14:00:00.000Z")], plain)).toMatch(
    /^11-26 14:00:00Z/,
  );
  expect(newest([line("2026-11-27T14:00:00.000Z"), line("2026-11-26T14:00:00.000Z")], 1)).toEqual([
    line("2026-11-27T14:00:00.000Z"),
  ]);
});

test("A launch that is not found is said, and where it was looked for", () => {
  const nothing = {
    reason: "",
    found: 0,
    binder: [],
    build: [],
    hub: [],
    events: [],
    server: [],
    lookedFor: "a launch by ada",
  };
  expect(launchInWords(nothing, plain)).toBe("Nothing was found. Looked for a launch by ada.");
});

test.each([
  ["90s", 90, "90 seconds"],
  ["30m", 1800, "30 minutes"],
  ["1h", 3600, "hour"],
  ["2d", 172_800, "2 days"],
])("--since %s", (since, seconds, words) => {
  expect(secondsOf(since)).toBe(seconds);
  expect(timeInWords(seconds)).toBe(words);
});

test.each(["", "1", "h", "1w", "-1h", "0h", "1h30m"])("--since '%s' is no time", (since) => {
  expect(() => secondsOf(since)).toThrow(CannotLook);
});
