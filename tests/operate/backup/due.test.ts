import fc from "fast-check";
import { type Claim } from "../../../operate/hub/backup/claims";
import { due, type Known } from "../../../operate/hub/backup/due";
import { type Snapshot } from "../../../operate/hub/backup/snapshots";
import { aboutOf } from "./fake-cluster";

const now = new Date("2026-11-28T02:41:00Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const person = (user: string): Claim => ({ name: `claim-${user}`, kind: "person", user, about: aboutOf(user) });
const copyOf = (user: string, hours: number, used = false): Snapshot => ({
  ...{ id: `${user}-${hours}`, claim: `claim-${user}`, namespace: "binderhub", user, about: aboutOf(user) },
  ...{ time: hoursAgo(hours), used },
});
const activeAt = (hours: number) => new Map([["ada", hoursAgo(hours)]]);
const known = (edits: Partial<Known>): Known => ({
  ...{ copies: [copyOf("ada", 24)], inUse: new Set(), active: activeAt(48), now },
  ...edits,
});

test("A volume that nobody used since its last copy is left out", () =>
  expect(due([person("ada")], known({}))).toEqual([]));

test.each<[string, Partial<Known>]>([
  ["has no copy", { copies: [] }],
  ["is in use", { inUse: new Set(["claim-ada"]) }],
  ["was in use when it was copied", { copies: [copyOf("ada", 24, true)] }],
  ["is of somebody who was active since", { active: activeAt(2) }],
  ["is of somebody who was active less than an hour before the copy", { active: activeAt(24.5) }],
  ["was copied a week ago", { copies: [copyOf("ada", 7 * 24)], active: activeAt(30 * 24) }],
  ["is copied while nobody knows who was active", { active: undefined }],
  ["was last copied in use, and before that not", { copies: [copyOf("ada", 24, true), copyOf("ada", 47)] }],
])("A volume that %s is copied", (_what, edits) => {
  const { active, ...rest } = known(edits);
  expect(due([person("ada")], { ...rest, ...(active && { active }) })).toHaveLength(1);
});

test("A volume of somebody whom the hub does not know any more is left out, once it has a copy", () =>
  expect(due([person("ada")], known({ active: new Map() }))).toEqual([]));

test.each(["database", "folder"] as const)("A %s is always copied", (kind) => {
  const claim: Claim = { name: "claim-ada", kind, about: aboutOf() };
  expect(due([claim], known({}))).toEqual([claim]);
});

test("Those come first that have no copy, and then those with the oldest", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }), (ages) => {
      const claims = [...ages.map((age) => person(`old${age}`)), person("new")];
      const copies = ages.flatMap((age) => [copyOf(`old${age}`, age), copyOf(`old${age}`, age + 2000)]);
      const inUse = new Set(claims.map(({ name }) => name));
      const newestFirst = copies.sort((one, other) => (one.time < other.time ? 1 : -1));
      const order = due(claims, { copies: newestFirst, inUse, now }).map(({ name }) => name);
      expect(order).toEqual(["claim-new", ...[...ages].sort((a, b) => b - a).map((age) => `claim-old${age}`)]);
    }),
  );
});
