import { bills } from "../../../components/concepts";
import { hourAsleep } from "../../../components/cost/estimate";
import { steps } from "../../../docs/growth";
import { hubFor } from "../../../docs/hub-for";

/** The part that an hour asleep costs of one in which all nodes for so many people run. */
const share = (people: number, sleep: "nodes" | "cluster") => {
  const { settings, estimate } = hubFor(people);
  const schedule = {
    ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" },
    ...{ sleep, wakeOnVisit: false },
  };
  return hourAsleep({ ...settings, schedule }, bills) / (estimate.total.most / 744);
};

test.each(steps)(
  "asleep, a hub for %i people costs at most 15 %% of one that is always on, if its cluster is stopped",
  (people) => {
    expect(share(people, "cluster")).toBeLessThanOrEqual(0.15);
  },
);

test.each([500, 1000, 2000])("for %i people it does so if only its nodes sleep", (people) => {
  expect(share(people, "nodes")).toBeLessThanOrEqual(0.15);
});

// The pages say so too: the system pool stays on.
test.each([10, 25, 100])("for %i people it costs more than that if only its nodes sleep", (people) => {
  expect(share(people, "nodes")).toBeGreaterThan(0.15);
});
