import { type HubFacts } from "../../../components/operate/facts";
import { CannotLook } from "../../../operate/hub/cannot-look";
import { type AnyProbe, probe, type Verdict, well, wrong } from "../../../operate/hub/check/probe";
import { type Kind } from "../../../operate/hub/check/report";
import { type Found, runProbes } from "../../../operate/hub/check/run";
import { type World } from "../../../operate/hub/check/world";

const facts = { namespace: "binderhub", login: "none" } as HubFacts;
const world = { facts } as World;
const never = new AbortController().signal;

function made(id: string, verdict: Verdict | Error, more: Partial<AnyProbe> = {}): AnyProbe {
  return {
    ...probe<Verdict>({
      ...{ id, group: "hub", title: `title of ${id}`, tried: () => "something", seconds: 5 },
      look: () => (verdict instanceof Error ? Promise.reject(verdict) : Promise.resolve(verdict)),
      judge: (seen) => seen,
    }),
    ...more,
  };
}

async function run(probes: readonly AnyProbe[], kind: Kind = "full", signal = never): Promise<Record<string, Found>> {
  const pending = runProbes({ probes, world, kind, now: () => new Date(), signal });
  const lines = await Promise.all(pending.map(({ line }) => line));
  return Object.fromEntries(lines.map((line) => [line.id, line]));
}

const states = (lines: Record<string, Found>) =>
  Object.fromEntries(Object.entries(lines).map(([id, { state }]) => [id, state]));

const bad = wrong("it is broken", "mend it");

test("a probe that needs a broken one is skipped, and so is what needs that", async () => {
  const lines = await run([
    made("last", well("fine"), { needs: ["middle"] }),
    made("middle", well("fine"), { needs: ["first"] }),
    made("first", bad),
  ]);
  expect(states(lines)).toEqual({ first: "wrong", middle: "skipped", last: "skipped" });
  expect(lines.middle?.saw).toContain("title of first");
  expect(lines.last?.saw).toContain("title of middle");
});

test("a probe does not look before those that it needs have ended", async () => {
  const order: string[] = [];
  const looking = (id: string, needs: readonly string[]) =>
    made(id, well(""), { needs, look: () => Promise.resolve().then(() => order.push(id)), judge: () => well("") });
  await run([looking("third", ["second"]), looking("second", ["first"]), looking("first", [])]);
  expect(order).toEqual(["first", "second", "third"]);
});

test("what is well may still say why others are not looked at, and how they are told", async () => {
  const lines = await run([
    made("last", well("fine"), { needs: ["middle"] }),
    made("middle", well("fine"), { needs: ["first"] }),
    made("first", { ...well("asleep"), blocks: "the hub is asleep" }),
  ]);
  expect(states(lines)).toEqual({ first: "well", middle: "skipped", last: "skipped" });
  for (const id of ["middle", "last"]) expect(lines[id]?.saw).toBe("not looked at, because the hub is asleep");
});

test("a warning keeps nothing from being looked at", async () => {
  const lines = await run([
    made("first", { state: "warning", saw: "soon", mend: "mend it" }),
    made("second", well("fine"), { needs: ["first"] }),
  ]);
  expect(states(lines)).toEqual({ first: "warning", second: "well" });
});

test("what a hub does not have keeps nothing from being looked at", async () => {
  const lines = await run([
    made("first", bad, { without: () => "there is none" }),
    made("second", well("fine"), { needs: ["first"] }),
  ]);
  expect(states(lines)).toEqual({ first: "skipped", second: "well" });
});

test("a quick check leaves slow probes out, and looks at what needs them", async () => {
  const probes = [made("first", bad, { slow: true }), made("second", well("fine"), { needs: ["first"] })];
  expect(states(await run(probes, "quick"))).toEqual({ first: "skipped", second: "well" });
  expect(states(await run(probes, "scheduled"))).toEqual({ first: "skipped", second: "well" });
  expect(states(await run(probes))).toEqual({ first: "wrong", second: "skipped" });
});

test("a scheduled check leaves out what it has no right to", async () => {
  const probes = [made("first", bad, { administrator: true }), made("second", well("fine"))];
  expect(states(await run(probes, "scheduled"))).toEqual({ first: "skipped", second: "well" });
  expect(states(await run(probes, "quick"))).toEqual({ first: "wrong", second: "well" });
});

test("a probe that fails is wrong, and has a mend", async () => {
  const { first } = await run([made("first", new Error("the socket hung up"))]);
  expect(first).toMatchObject({ state: "wrong", saw: "the socket hung up" });
  expect(first?.mend).toContain("npm run hub -- logs");
});

test("what the cluster refuses to show is no fault of the hub", async () => {
  const { first } = await run([made("first", new CannotLook("no right to list nodes"))]);
  expect(first).toMatchObject({ state: "skipped", saw: "no right to list nodes" });
});

test("a probe that does not end in time is wrong", async () => {
  const { first } = await run([made("first", well(""), { seconds: 0.01, look: () => new Promise(() => undefined) })]);
  expect(first).toMatchObject({ state: "wrong", saw: "no answer in 0.01 s" });
});

test("after an interruption nothing new is looked at", async () => {
  const look = jest.fn(() => Promise.resolve(well("")));
  const lines = await run([made("first", well(""), { look })], "full", AbortSignal.abort());
  expect(states(lines)).toEqual({ first: "skipped" });
  expect(look).not.toHaveBeenCalled();
});

test("lines come in the order of the probes", async () => {
  const lines = await run(["c", "a", "b"].map((id) => made(id, well(""))));
  expect(Object.keys(lines)).toEqual(["c", "a", "b"]);
});
