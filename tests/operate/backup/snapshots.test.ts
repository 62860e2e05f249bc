import * as fc from "fast-check";
import { CannotLook } from "../../../operate/hub/cannot-look";
import { folderOf } from "../../../operate/hub/backup/restore";
import { chosen, momentOf, outlived, policyOf, snapshotsIn } from "../../../operate/hub/backup/snapshots";
import { aboutOf, type Listed, listOf } from "./fake-cluster";
import { tagOf } from "../../../operate/hub/backup/claims";

describe("what restic lists", () => {
  /** As restic 0.18.1 prints it. */
  const line = {
    time: "2026-11-28T03:41:00.123456789+01:00",
    tree: "7c8e",
    paths: ["/claims/claim-ada"],
    hostname: "binderhub",
    username: "root",
    uid: 1000,
    tags: [tagOf(aboutOf("ada"))],
    program_version: "restic 0.18.1",
    summary: { backup_start: "x", files_new: 1, total_files_processed: 3, total_bytes_processed: 2048 },
    id: "0123456789abcdef",
    short_id: "01234567",
  };

  test("is read, with the time in UTC", () => {
    expect(snapshotsIn(`${JSON.stringify([line])}\n`)).toEqual([
      {
        ...{ id: "0123456789abcdef", claim: "claim-ada", namespace: "binderhub", user: "ada", about: aboutOf("ada") },
        used: false,
        ...{ time: "2026-11-28T02:41:00.123Z", files: 3, bytes: 2048 },
      },
    ]);
  });

  test.each(["null", "[]"])("is nothing: %s", (json) => expect(snapshotsIn(json)).toEqual([]));

  test("has the database by its claim, though its path is that of a file, and it is nobody's", () => {
    const [one] = snapshotsIn(
      JSON.stringify([{ ...line, paths: ["/claims/hub-db-dir/backup.sqlite"], tags: [tagOf(aboutOf())] }]),
    );
    expect(one).toMatchObject({ claim: "hub-db-dir" });
    expect(one).not.toHaveProperty("user");
  });

  test("may have no counts", () => {
    expect(snapshotsIn(JSON.stringify([{ ...line, summary: undefined }]))[0]).not.toHaveProperty("files");
  });

  /** @see https://restic.readthedocs.io/en/v0.18.1/075_scripting.html#output-formats 0 may be omitted */
  test("may leave out a count that is 0", () => {
    expect(snapshotsIn(JSON.stringify([{ ...line, summary: {} }]))[0]).toMatchObject({ files: 0, bytes: 0 });
  });

  test.each([
    ["no tag of ours", { tags: ["daily"] }],
    ["no tags", { tags: undefined }],
    ["another path", { paths: ["/home"] }],
    ["a path that only begins so", { paths: ["/claims-of-others/x"] }],
    ["no path", { paths: [] }],
    ["neither host nor tags", { hostname: undefined, tags: undefined }],
  ])("is left out with %s", (_what, edit) => {
    const all = snapshotsIn(JSON.stringify([{ ...line, ...edit }, line]));
    expect(all.map(({ claim }) => claim)).toEqual(["claim-ada"]);
    expect(all).toHaveLength(1);
  });

  test("comes the newest first", () => {
    const times = ["2026-11-27T02:41:00Z", "2026-11-29T02:41:00Z", "2026-11-28T02:41:00Z"];
    const all = snapshotsIn(JSON.stringify(times.map((time) => ({ ...line, time }))));
    expect(all.map(({ time }) => time.slice(8, 10))).toEqual(["29", "28", "27"]);
  });
});

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 2, 41)).toISOString();
const copy = (id: string, claim: string, number: number, user?: string, namespace?: string): Listed => ({
  ...{ id, claim, time: day(number) },
  ...(user !== undefined && { user }),
  ...(namespace !== undefined && { namespace }),
});

const known = snapshotsIn(
  listOf([
    copy("db-1", "hub-db-dir", 1),
    copy("db-3", "hub-db-dir", 3),
    copy("ada-1", "claim-ada", 1, "ada"),
    copy("ada-2", "claim-ada", 2, "ada"),
    copy("bob-3", "claim-bob", 3, "bob"),
    copy("course-2", "folder-course", 2),
    copy("other-9", "claim-ada", 9, "ada", "old-hub"),
  ]),
);
const ids = (wanted: Partial<Parameters<typeof chosen>[1]>) =>
  chosen(known, { namespace: "binderhub", ...wanted }).map(({ id }) => id);

describe("what is wanted back", () => {
  test("is by default the newest copy of everything, the database first", () => {
    expect(ids({})[0]).toBe("db-3");
    expect(ids({}).sort()).toEqual(["ada-2", "bob-3", "course-2", "db-3"]);
  });

  test("is at a time what was there then", () => expect(ids({ at: day(1) }).sort()).toEqual(["ada-1", "db-1"]));

  test("is with --user the volumes of these people alone", () => {
    expect(ids({ users: ["ada"] })).toEqual(["ada-2"]);
    expect(ids({ users: ["ada", "bob"] }).sort()).toEqual(["ada-2", "bob-3"]);
  });

  test("is with --database the database alone", () => expect(ids({ database: true })).toEqual(["db-3"]));

  test("is with both both, the database first", () => {
    expect(ids({ users: ["ada"], database: true })).toEqual(["db-3", "ada-2"]);
  });

  test("is with --from what another hub had", () => expect(ids({ namespace: "old-hub" })).toEqual(["other-9"]));

  test.each<[string, () => unknown, RegExp]>([
    [
      "no backup at all",
      () => chosen([], { namespace: "binderhub" }),
      /^There is no backup yet\. .*npm run hub -- backup$/,
    ],
    [
      "none of this hub",
      () => ids({ namespace: "new" }),
      /namespace new\. There is one of binderhub, old-hub: .*--from/,
    ],
    [
      "none so early",
      () => ids({ at: "2025-12-31T23:59:59.999Z" }),
      /before 2025-12-31 23:59 UTC\. The oldest one is of 2026-01-01 02:41 UTC/,
    ],
    ["none of a person", () => ids({ users: ["ada", "eve"] }), /of a volume of eve\. There is one of ada, bob\.$/],
    ["none of a person then", () => ids({ users: ["bob"], at: day(2) }), /of a volume of bob\. There is one of ada\.$/],
    [
      "none of a person, and nobody's",
      () =>
        chosen(
          known.filter(({ user }) => user === undefined),
          { namespace: "binderhub", users: ["ada"] },
        ),
      /of ada\. There is one of nobody\.$/,
    ],
    [
      "none of the database",
      () =>
        chosen(
          known.filter(({ id }) => id === "ada-1"),
          { namespace: "binderhub", database: true },
        ),
      /no copy of the hub's database/,
    ],
    [
      "none of the database, beside a person's",
      () =>
        chosen(
          known.filter(({ id }) => id === "ada-1"),
          { namespace: "binderhub", database: true, users: ["ada"] },
        ),
      /no copy of the hub's database/,
    ],
  ])("is told where there is %s", (_what, act, words) => {
    expect(act).toThrow(CannotLook);
    expect(act).toThrow(words);
  });

  test("without copies of the database is the files", () => {
    const files = known.filter(({ claim, namespace }) => claim !== "hub-db-dir" && namespace === "binderhub");
    expect(
      chosen(files, { namespace: "binderhub" })
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["ada-2", "bob-3", "course-2"]);
  });

  const copies = fc.uniqueArray(
    fc.record({
      user: fc.constantFrom("ada", "bob", "eve"),
      number: fc.integer({ min: 1, max: 9 }),
      namespace: fc.constantFrom("binderhub", "old-hub"),
    }),
    { selector: ({ user, number, namespace }) => `${user} ${number} ${namespace}` },
  );

  test("is of each claim the newest copy until the time", () => {
    fc.assert(
      fc.property(copies, fc.integer({ min: 1, max: 9 }), (all, until) => {
        // Without sorting: day for day, whoever has a copy that day has that one.
        const expected: Record<string, string> = {};
        for (let number = 1; number <= until; number++)
          for (const one of all)
            if (one.number === number && one.namespace === "binderhub") expected[one.user] = day(number);
        fc.pre(Object.keys(expected).length > 0);
        const listed = all.map(({ user, number, namespace }, index) =>
          copy(`id-${index}`, `claim-${user}`, number, user, namespace),
        );
        const found = chosen(snapshotsIn(listOf(listed)), { namespace: "binderhub", at: day(until) });
        expect(Object.fromEntries(found.map(({ user = "", time }) => [user, time]))).toEqual(expected);
        expect(found).toHaveLength(Object.keys(expected).length);
      }),
    );
  });
});

describe("a moment", () => {
  const now = new Date("2026-11-28T12:00:00.000Z");

  test.each([
    ["2026-11-28", "2026-11-28T23:59:59.999Z"],
    ["2026-11-28 02:41", "2026-11-28T02:41:59.999Z"],
    ["2026-11-28T02:41", "2026-11-28T02:41:59.999Z"],
    ["2026-11-28T02:41Z", "2026-11-28T02:41:59.999Z"],
    ["2026-11-28T02:41:07Z", "2026-11-28T02:41:07.000Z"],
    ["2026-11-28T02:41:07.123Z", "2026-11-28T02:41:07.123Z"],
    ["2028-02-29", "2028-02-29T23:59:59.999Z"],
    ["3d", "2026-11-25T12:00:00.000Z"],
    ["12h", "2026-11-28T00:00:00.000Z"],
  ])("%s is %s", (text, moment) => expect(momentOf(text, now)).toBe(moment));

  test.each([
    "2026-13-45",
    "2026-02-31",
    "2026-02-29",
    "2026-04-31",
    "2026-00-10",
    "2026-11-28 24:00:00",
    "2026-11-28 25:00",
    "2026-11-28 02:60",
    "2026-11-28 02:41+01:00",
    "28.11.2026",
    "yesterday",
    "3 d",
    "-3d",
    "3w",
    "d",
    "",
  ])("%j is none", (text) => {
    expect(() => momentOf(text, now)).toThrow(CannotLook);
    expect(() => momentOf(text, now)).toThrow('2026-11-28, "2026-11-28 02:41" (UTC), 3d or 12h');
  });
});

test("the folder for what comes back beside other files has the time of the copy", () => {
  expect(folderOf({ time: "2026-11-28T02:41:00.000Z" })).toBe("restored-2026-11-28-0241");
});

describe("how long copies are kept", () => {
  test("is told to restic in its own words", () => {
    expect(policyOf({ days: 14, weeks: 8, months: 6 }).join(" ")).toBe(
      "--keep-within 2d --keep-within-daily 14d --keep-within-weekly 56d --keep-within-monthly 6m",
    );
  });

  test("is without weeks or months where they are 0", () => {
    expect(policyOf({ days: 1, weeks: 0, months: 0 }).join(" ")).toBe("--keep-within 2d --keep-within-daily 1d");
    expect(policyOf({ days: 1, weeks: 0, months: 2 }).join(" ")).toBe(
      "--keep-within 2d --keep-within-daily 1d --keep-within-monthly 2m",
    );
  });
});

describe("copies of a claim that is gone", () => {
  const now = new Date(Date.UTC(2026, 11, 1));
  const keeps = fc.record({
    ...{ days: fc.integer({ min: 1, max: 366 }), weeks: fc.nat(20), months: fc.nat(6) },
  });
  const copies = fc.array(
    fc.record({
      claim: fc.constantFrom("a", "b", "c"),
      // Days, around the longest time that is kept.
      age: fc.integer({ min: 0, max: 800 }),
      namespace: fc.constantFrom("binderhub", "old-hub"),
    }),
  );

  test.each([
    [185, []],
    [186, ["id-1"]],
  ])("are kept for six months of 31 days: after %d days, %j are deleted", (age, deleted) => {
    const time = new Date(now.getTime() - age * 86_400_000 - 1).toISOString();
    const listed = snapshotsIn(listOf([{ id: "id-1", claim: "a", time }]));
    const keep = { days: 14, weeks: 8, months: 6 };
    expect(outlived(listed, [], { namespace: "binderhub", keep, now })).toEqual(deleted);
  });

  test("are deleted all together once the newest is older than all that is kept, and never before", () => {
    fc.assert(
      fc.property(copies, fc.subarray(["a", "b", "c"]), keeps, (all, claims, keep) => {
        const listed = all.map(({ claim, age, namespace }, index): Listed => {
          const time = new Date(now.getTime() - age * 86_400_000 - 1).toISOString();
          return { id: `id-${index}`, claim, time, namespace };
        });
        const deleted = outlived(snapshotsIn(listOf(listed)), claims, { namespace: "binderhub", keep, now });
        // A month has 31 days at most.
        const longest = Math.max(keep.days, 7 * keep.weeks, 31 * keep.months);
        all.forEach(({ claim, namespace }, index) => {
          const ages = all.filter((one) => one.claim === claim && one.namespace === "binderhub").map(({ age }) => age);
          const isOver = namespace === "binderhub" && !claims.includes(claim) && ages.every((age) => age >= longest);
          expect([index, deleted.includes(`id-${index}`)]).toEqual([index, isOver]);
        });
      }),
      { numRuns: 300 },
    );
  });
});
