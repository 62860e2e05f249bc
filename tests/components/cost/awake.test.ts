import { awakeHours } from "../../../components/cost/awake";
import { hourAsleep } from "../../../components/cost/estimate";
import { bills } from "../../../components/concepts";
import { costlyOf } from "./stacks";

const schedule = {
  ...{ up: "Mon-Fri 08:00", down: "18:00", timeZone: "Etc/UTC", warmUp: "30m", finish: "1h", wakeOnVisit: false },
};

describe("the hours in which nodes are there", () => {
  test("are all hours of a hub that never sleeps", () => {
    expect(awakeHours(undefined)).toEqual({ least: 672, likely: 730, most: 744 });
  });

  // 20 weekdays in the shortest month and 23 in the longest; 10 hours each, half an hour before, and at most an hour and a half after.
  test("are those of the schedule, with the time before and after", () => {
    const { least, likely, most } = awakeHours(schedule);
    expect([least, most]).toEqual([20 * 10.5, 23 * 12]);
    // 2027 has 261 weekdays.
    expect(likely).toBeCloseTo((261 * 11.5 * 730) / 8760, 6);
  });

  test("may be all hours if a visitor may wake the hub", () => {
    expect(awakeHours({ ...schedule, wakeOnVisit: true })).toMatchObject({ least: 20 * 10.5, most: 744 });
  });

  test("are fewer on dates that are excepted, but not at most: those are of one year", () => {
    const holidays = { ...schedule, except: ["2027-02-01", "2027-02-02"] };
    expect(awakeHours(holidays)).toMatchObject({ least: 18 * 10.5, most: 23 * 12 });
  });
});

describe("an hour asleep", () => {
  const users = { role: "user", vmSize: "Standard_D8s_v5", min: 2, max: 10 };
  const base = { "azure.nodeCount": 1, schedule: { up: "Mon-Fri 08:00", down: "18:00", timeZone: "Etc/UTC" } };

  test("costs the system pool and what is beside it, whatever the pools for people could cost", () => {
    const asleep = (max: number) =>
      hourAsleep(costlyOf({ ...base, "azure.pools": { users: { ...users, max } } }), bills);
    // A D2s_v5 with its disk, three addresses, the balancer and the database's disk, in westeurope.
    expect(asleep(10)).toBeCloseTo(0.115 + 21.68 / 730 + 3 * 0.005 + 0.025 + 0.3 / 730, 6);
    expect(asleep(100)).toBe(asleep(10));
  });
});
