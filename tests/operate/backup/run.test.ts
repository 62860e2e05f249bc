import * as fc from "fast-check";
import { type BackupFacts } from "../../../components/backup/facts";
import { aboutIn } from "../../../operate/hub/backup/claims";
import { isGood } from "../../../operate/hub/backup/kept";
import { type BackupReport, backUp, eachOf, resultIn } from "../../../operate/hub/backup/run";
import { CannotLook } from "../../../operate/hub/cannot-look";
import {
  claimOf,
  databaseClaim,
  facts,
  folderClaim,
  hubPod,
  listOf,
  play,
  type Scene,
  summary,
  volumeOf,
} from "./fake-cluster";

/** @see https://restic.readthedocs.io/en/v0.18.1/075_scripting.html#backup */
describe("what restic printed", () => {
  const status = '{"message_type":"status","percent_done":0.5,"total_files":3}';
  const error =
    '{"message_type":"error","error":{"message":"open /claims/claim-ada/x: permission denied"},"during":"archival","item":"/claims/claim-ada/x"}';
  const exit = '{"message_type":"exit_error","code":10,"message":"Fatal: repository does not exist"}';

  test("has a summary", () => {
    expect(resultIn(`${status}\n${summary}\n`)).toEqual({ summary: { files: 3, bytes: 2048, added: 1024 }, wrong: [] });
  });

  test("may leave out of the summary what is 0", () => {
    expect(resultIn('{"message_type":"summary"}').summary).toEqual({ files: 0, bytes: 0, added: 0 });
  });

  test("has what it could not read, and the last word", () => {
    expect(resultIn([error, exit].join("\n"))).toEqual({
      summary: undefined,
      wrong: ["/claims/claim-ada/x: open /claims/claim-ada/x: permission denied", "Fatal: repository does not exist"],
    });
  });

  test.each(["", "warning: no cache", "{", "7", "null", '"text"', '{"other":1}', '{"message_type":7}'])(
    "has lines that say nothing to a program: %j",
    (line) => expect(resultIn([line, summary, line].join("\n"))).toEqual(resultIn(summary)),
  );

  test("never fails on a text", () => {
    fc.assert(fc.property(fc.string(), (text) => expect(resultIn(text).summary).toBeUndefined()));
  });
});

describe("each of many", () => {
  test("is done exactly once, and never more at a time than may be", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat()),
        fc.integer({ min: 1, max: 6 }),
        async (order, all, count) => {
          let [now, most] = [0, 0];
          const done: number[] = [];
          const whole = eachOf(all, count, async (one) => {
            most = Math.max(most, ++now);
            await order.schedule(Promise.resolve());
            done.push(one);
            now--;
          });
          await order.waitFor(whole);
          expect(done.sort()).toEqual([...all].sort());
          expect(most).toBe(Math.min(count, all.length));
        },
      ),
    );
  });
});

const ada: Scene["pods"] = [
  hubPod,
  {
    metadata: { name: "jupyter-ada" },
    spec: { nodeName: "node-7", containers: [], volumes: [volumeOf("claim-ada")] },
    status: { phase: "Running" },
  },
];
const hub: Scene = { claims: [claimOf("ada"), claimOf("bob"), folderClaim, databaseClaim], pods: ada };

function backup(scene: Scene, every: BackupFacts["every"] = "24h") {
  const done: string[] = [];
  const work = play<BackupReport>(scene, (with_) =>
    backUp({
      ...with_,
      facts: { ...facts, every },
      say: () => undefined,
      done: ({ claim }, count, of) => done.push(`${count}/${of} ${claim}`),
    }),
  );
  return work.then((played) => ({ ...played, done, states: statesOf(played.result) }));
}

const statesOf = (report?: BackupReport) =>
  Object.fromEntries((report?.copies ?? []).map(({ claim, state }) => [claim, state]));
const files = { "claim-ada": "copied", "claim-bob": "copied", "folder-course": "copied" };
const well = { ...files, "hub-db-dir": "copied" };
const podOf = (made: Awaited<ReturnType<typeof backup>>["made"], claim: string) =>
  made.find(({ spec }) => JSON.stringify(spec.volumes).includes(`"${claim}"`));
const commandOf = (pod?: Parameters<NonNullable<Scene["ends"]>>[1]) => pod?.spec.containers[0]?.command ?? [];

describe("a backup", () => {
  test("copies all that there is, tells it as it goes, and leaves nothing in the cluster", async () => {
    const { result, code, states, left, done, events } = await backup(hub);
    expect({ code, states, left }).toEqual({ code: 0, states: well, left: [] });
    expect(result && isGood(result)).toBe(true);
    expect(done.map((one) => one.split(" ")[0])).toEqual(["1/4", "2/4", "3/4", "4/4"]);
    expect(result?.copies[0]).toMatchObject({ user: "ada", files: 3, bytes: 2048, added: 1024 });
    expect(events).toContain("python: remove");
  });

  test("copies the database's file before its volume is read, and of that volume only the copy", async () => {
    const { events, made } = await backup(hub);
    expect(events.indexOf("python: copy")).toBeLessThan(events.indexOf("pod made: hub-db-dir"));
    expect(events.indexOf("pod removed: hub-db-dir")).toBeLessThan(events.indexOf("python: remove"));
    expect(commandOf(podOf(made, "hub-db-dir")).at(-1)).toBe("/claims/hub-db-dir/backup.sqlite");
    expect(commandOf(podOf(made, "claim-ada")).at(-1)).toBe("/claims/claim-ada");
  });

  test("writes beside each copy what makes its claim again, and of which hub and time it is", async () => {
    const { made, result } = await backup(hub);
    const command = commandOf(podOf(made, "claim-ada"));
    const after = (flag: string) => command[command.indexOf(flag) + 1] ?? "";
    expect(aboutIn([after("--tag")])).toMatchObject({
      size: "10Gi",
      annotations: { "hub.jupyter.org/username": "ada" },
    });
    expect(after("--host")).toBe("binderhub");
    // restic's form of a time, which is UTC in the image: as it is in the report.
    expect(`${after("--time").replace(" ", "T")}.000Z`).toBe(result?.began);
  });

  test("reads a volume where it is used, and others anywhere", async () => {
    const { made } = await backup(hub);
    const nodeOf = (claim: string) => JSON.stringify(podOf(made, claim)?.spec.affinity);
    expect(nodeOf("claim-ada")).toMatch(/"metadata.name".*"node-7"/);
    expect(nodeOf("hub-db-dir")).toMatch(/"metadata.name".*"core-1"/);
    expect(nodeOf("claim-bob")).not.toMatch(/metadata.name/);
  });

  test("only reads", async () => {
    const { made } = await backup(hub);
    for (const { spec } of made)
      for (const mount of spec.containers[0]?.volumeMounts ?? [])
        if (mount.name === "claim") expect(mount).toMatchObject({ readOnly: true });
  });

  test("reads three volumes at a time, and no more", async () => {
    const claims = Array.from({ length: 9 }, (_, index) => claimOf(`p${index}`));
    const { most, states } = await backup({ claims, pods: [hubPod] });
    expect(Object.keys(states)).toHaveLength(9);
    expect(most).toBe(3);
  });

  const denied = '{"message_type":"error","error":{"message":"denied"},"during":"archival","item":"/x"}';
  const exit = '{"message_type":"exit_error","code":1,"message":"Fatal: no room"}';

  test.each<[string, ReturnType<NonNullable<Scene["ends"]>>, string, RegExp]>([
    ["3, with a summary", { code: 3, out: `${denied}\n${summary}` }, "incomplete", /^\/x: denied$/],
    ["3, without one", { code: 3, out: denied }, "failed", /denied/],
    ["1", { code: 1, out: `${denied}\n${exit}` }, "failed", /^Fatal: no room$/],
    ["1, and words", { code: 1, out: "exec format error\n" }, "failed", /^exec format error$/],
    ["1, and nothing", { code: 1, out: "" }, "failed", /restic ended with 1/],
    ["0, without a summary", { code: 0, out: "" }, "failed", /restic ended with 0/],
    ["137, killed for its memory", { code: 137, reason: "OOMKilled", out: denied }, "failed", /more memory/],
    ["none: it never ends", "never", "failed", /not done after 120 minutes/],
  ])("in which one volume's restic ends with %s names it, and copies the others", async (_what, end, state, why) => {
    const { states, result, left } = await backup({ ...hub, ends: (claim) => (claim === "claim-bob" ? end : {}) });
    expect(states).toEqual({ ...well, "claim-bob": state });
    expect(result?.copies.find(({ claim }) => claim === "claim-bob")?.why).toMatch(why);
    expect(result && isGood(result)).toBe(false);
    expect(left).toEqual([]);
  });

  test("says no more than three files that could not be read", async () => {
    const out = `${Array.from({ length: 9 }, () => denied).join("\n")}\n${summary}`;
    const { result } = await backup({ ...hub, ends: () => ({ code: 3, out }) });
    expect(result?.copies[0]?.why).toBe("/x: denied; /x: denied; /x: denied");
  });

  test("of a hub with its database elsewhere is good, and says so", async () => {
    const { result, states, done } = await backup({ ...hub, python: () => ({ out: '{"elsewhere": true}' }) });
    expect(states).toEqual(files);
    expect(done).toHaveLength(3);
    expect(result?.withoutDatabase).toMatch(/makes its own backups/);
    expect(result && isGood(result)).toBe(true);
  });

  test("of a hub without a volume for it is the same, and asks no pod", async () => {
    const { result, events } = await backup({ ...hub, claims: [claimOf("ada")] });
    expect(result?.withoutDatabase).toMatch(/makes its own backups/);
    expect(events.filter((event) => event.startsWith("python"))).toEqual([]);
  });

  test("whose database cannot be copied is not good, copies the rest, and leaves no half of a copy", async () => {
    const python: Scene["python"] = (verb) =>
      verb === "copy" ? { code: 1, err: "Traceback\nsqlite3.OperationalError: disk is full" } : {};
    const { result, states, events } = await backup({ ...hub, python });
    expect(states).toEqual(files);
    expect(result?.withoutDatabase).toMatch(/could not be copied: .*disk is full$/);
    expect(result && isGood(result)).toBe(false);
    expect(events).toContain("python: remove");
  });

  test.each(["pod made: claim-ada", "python: copy", "asked: init"])(
    "that is interrupted at “%s” leaves no pod, and no copy on the hub's volume",
    async (when) => {
      const on: Scene["on"] = (event, interrupt) => event === when && interrupt();
      const { code, result, failure, left, events } = await backup({ ...hub, on, ends: () => "never" });
      expect(code).toBe(130);
      expect(result).toBeUndefined();
      expect(failure).toBeInstanceOf(CannotLook);
      expect(left).toEqual([]);
      expect(events.includes("python: copy")).toBe(events.includes("python: remove"));
    },
  );

  test.each([
    ["are told: they are locked", { code: 11, err: "unable to create lock" }, /unable to create lock/],
    ["are told: the list is not there", undefined, /backup in azure:hub:\/ cannot be used/],
  ])("is good although copies that are too old %s", async (_what, forget, words) => {
    const answers: Scene["answers"] = ([verb]) =>
      verb === "snapshots"
        ? forget === undefined
          ? { code: 1, err: "Fatal: no such host" }
          : { out: listOf([{ id: "gone", claim: "claim-eve", time: "2020-01-01T00:00:00Z", user: "eve" }]) }
        : verb === "forget"
          ? { ...forget }
          : {};
    const { result, states } = await backup({ ...hub, answers });
    expect(states).toEqual(well);
    expect(result && isGood(result)).toBe(true);
    expect(result?.notTidied).toMatch(words);
  });

  test("is good although the policy could not be kept to, and tells it", async () => {
    const ends: Scene["ends"] = (what) => (what === "forget" ? { code: 1, out: "Fatal: unable to prune\n" } : {});
    const { result, states } = await backup({ ...hub, ends });
    expect(states).toEqual(well);
    expect(result && isGood(result)).toBe(true);
    expect(result?.notTidied).toBe("Fatal: unable to prune");
  });

  test("begins no volume in the last hour of its time, which is half of that between two, and says so", async () => {
    const claims = ["a", "b", "c", "d"].map((user) => claimOf(user));
    const { states, result, events } = await backup({ claims, pods: [hubPod], ends: () => "never" }, "6h");
    expect(Object.values(states)).toEqual(["failed", "failed", "failed", "failed"]);
    expect(events.filter((event) => event.startsWith("pod made: claim-"))).toHaveLength(3);
    const whys = result?.copies.map(({ why }) => why).filter((why) => why?.includes("no time left"));
    expect(whys).toHaveLength(1);
    expect(result && isGood(result)).toBe(false);
  });

  test("deletes what is too old of claims that are gone, and of this hub alone", async () => {
    const asked: string[] = [];
    const time = "2020-01-01T00:00:00Z";
    const listed = listOf([
      { id: "gone", claim: "claim-eve", time, user: "eve" },
      { id: "there", claim: "claim-ada", time, user: "ada" },
      { id: "others", claim: "claim-eve", time, user: "eve", namespace: "old-hub" },
    ]);
    const answers: Scene["answers"] = (args) => {
      asked.push(args.join(" "));
      return args[0] === "snapshots" ? { out: listed } : {};
    };
    const { result, made } = await backup({ ...hub, answers });
    expect(result).not.toHaveProperty("notTidied");
    expect(
      asked
        .find((one) => one.startsWith("forget"))
        ?.split(" ")
        .at(-1),
    ).toBe("gone");
    expect(asked.join("\n")).not.toMatch(/there|others/);
    const policy = made.map((pod) => commandOf(pod).join(" ")).find((one) => one.startsWith("restic forget"));
    expect(policy).toMatch(/--host binderhub --group-by host,paths .*--keep-within-daily 14d.* --prune$/);
  });

  test("makes the repository the first time, and takes one that is there", async () => {
    const err = "Fatal: create repository at azure:hub:/ failed: config file already exists";
    const { states, events } = await backup({ ...hub, answers: ([verb]) => (verb === "init" ? { code: 1, err } : {}) });
    expect(states).toEqual(well);
    expect(events.indexOf("asked: init")).toBeLessThan(events.indexOf("pod made: claim-ada"));
  });

  test.each([
    [12, "Fatal: wrong password or no key found", /password does not open.*--secret binderhub:backupPassword/],
    [1, "Fatal: no such host", /no such host.*binderhub:backupCredentials/],
  ])("that cannot use the repository (%d) says what mends it, and touches no volume", async (code, err, words) => {
    const { failure, events, left } = await backup({ ...hub, answers: () => ({ code, err }) });
    expect(failure).toBeInstanceOf(CannotLook);
    expect(String(failure)).toMatch(words);
    expect(events.join("\n")).not.toMatch(/claim-|python/);
    expect(left).toEqual([]);
  });
});
