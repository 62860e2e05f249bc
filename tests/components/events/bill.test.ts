import { bills } from "../../../components/concepts";
import { eventsBill, shareOfMonths } from "../../../components/events/bill";
import { estimate, everythingBilled } from "../../../components/cost/estimate";
import { costlyOf } from "../cost/stacks";
import { pools, withEvents } from "./stacks";

/** The hub with events: each has two nodes for 80 people and a spare one, for 3 hours, and half an hour until the nodes are gone. */
const hub = (...events: readonly object[]) => {
  const named = events.map((more, index) => ({
    ...{ name: `event${index}`, repository: `https://github.com/mygroup/w${index}`, ...more },
  }));
  return costlyOf({ "azure.pools": pools, ...(events.length > 0 && withEvents(...named)) });
};
const most = (settings: ReturnType<typeof hub>, meter: string) =>
  everythingBilled(settings, [eventsBill]).billed.find((one) => one.meter === meter)?.units.most;
const machine = "vm/Standard_D4s_v5";

test("a hub without events is not billed for any", () => {
  expect(everythingBilled(hub(), [eventsBill]).billed).toEqual([]);
});

test("a month may have the nodes of its event with the spare one, and most months have none", () => {
  const { billed } = everythingBilled(hub({}), [eventsBill]);
  expect(billed.map(({ part, meter }) => `${part}: ${meter}`)).toEqual([
    ...["events: vm/Standard_D4s_v5", "events: disk/P10", "events: traffic", "events: balancer-data"],
  ]);
  const [machines, disks, traffic] = billed.map(({ units }) => units);
  expect(machines).toEqual({ least: 0, likely: 0, most: 10.5 });
  expect(disks?.most).toBeCloseTo(10.5 / 730, 9);
  // 80 people may come when its nodes are there, and 0.02 GB leave in each hour.
  expect(traffic?.most).toBeCloseTo(80 * 3.5 * 0.02, 9);
});

test("Azure's Prometheus reads numbers of its nodes and servers too", () => {
  const { billed } = everythingBilled({ ...hub({}), monitoring: { type: "azure" } } as never, [eventsBill]);
  // 300 a minute of each node, 10 of each person's server with its volume.
  const minutes = 3.5 * 60;
  expect(billed.find(({ meter }) => meter === "metrics-taken")?.units.most).toBeCloseTo(
    ((3 * 300 + 80 * 10) * minutes) / 1e7,
    9,
  );
});

test("events of one month are added", () => {
  expect(most(hub({}, { start: "2027-03-20 10:00" }), machine)).toBeCloseTo(21, 9);
});

test("events of several months are not: of them, the largest counts", () => {
  const events = [{}, { start: "2027-04-20 10:00" }, { start: "2027-05-20 10:00", end: "14:00" }] as const;
  expect(most(hub(...events), machine)).toBeCloseTo(3 * 5.5, 9);
});

test("an event over the end of a month is in both, with its hours there", () => {
  const [from, until] = [Date.UTC(2027, 2, 31, 22), Date.UTC(2027, 3, 1, 6)];
  expect(shareOfMonths({ from, until })).toEqual([
    ["2027-03", 0.25],
    ["2027-04", 0.75],
  ]);
  // Its nodes are there from 23:30 to 03:30 in Berlin, which is 21:30 to 01:30 UTC: for 2.5 hours of March.
  expect(most(hub({ start: "2027-04-01 00:00", end: "03:00" }), machine)).toBeCloseTo(3 * 2.5, 9);
});

test("the bill of a month at its most has the events, and that at its least has not", () => {
  const [without, with_] = [estimate(hub(), bills), estimate(hub({}), bills)];
  const events = with_.parts.get("events");
  expect(events?.most).toBeGreaterThan(0);
  expect(with_.total.most - without.total.most).toBeCloseTo(events?.most ?? NaN, 6);
  expect(with_.total.least).toBe(without.total.least);
});

test("an event whose time zone is none is not billed: it is refused elsewhere", () => {
  const settings = hub({});
  const [event] = settings.events ?? [];
  if (event === undefined) throw new Error("no event");
  expect(
    everythingBilled({ ...settings, events: [{ ...event, timeZone: "CET" }] } as never, [eventsBill]).billed,
  ).toEqual([]);
});
