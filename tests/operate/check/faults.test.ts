import { type FaultName, faults } from "../../../docs/faults";
import { judged, onCluster } from "../../../docs/faults-page";
import { told } from "../../../docs/faults-told";
import { probes } from "../../../operate/hub/check/all";

const names = Object.keys(faults) as FaultName[];

test.each(names)("%s: its line says so, with a mend", (name) => {
  const { state = "wrong", mend } = faults[name] as { state?: string; mend: string };
  const verdict = judged(name);
  expect(verdict.state).toBe(state);
  expect(verdict.mend).toContain(mend);
});

test("what was seen on a real cluster is not told as well", () =>
  expect(names.filter((name) => onCluster[name] !== undefined && told[name] !== undefined)).toEqual([]));

test("at least forty faults were seen on a real cluster", () =>
  expect(names.filter((name) => onCluster[name] !== undefined).length).toBeGreaterThanOrEqual(40));

test("there are at least thirty probes, and no two have the same name", () => {
  expect(probes.length).toBeGreaterThanOrEqual(30);
  expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
});

test("what a probe needs is there", () => {
  const ids = new Set(probes.map(({ id }) => id));
  expect(probes.flatMap(({ needs = [] }) => needs).filter((need) => !ids.has(need))).toEqual([]);
});

test("no probe needs itself, by whatever way", () => {
  const needs = new Map(probes.map(({ id, needs: own = [] }) => [id, own]));
  const all = (id: string, seen: readonly string[] = []): readonly string[] =>
    (needs.get(id) ?? []).flatMap((need) => (seen.includes(need) ? [need] : [need, ...all(need, [...seen, need])]));
  expect(probes.filter(({ id }) => all(id).includes(id)).map(({ id }) => id)).toEqual([]);
});

test("nothing that was recorded is secret", () => {
  const text = JSON.stringify(onCluster);
  expect(text).not.toMatch(/"token":"|(?<!sha256:)[0-9a-f]{64}|Bearer |client_secret|BEGIN [A-Z ]*PRIVATE KEY/);
});
