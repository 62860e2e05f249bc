import { type HubFacts } from "../../../components/operate/facts";
import { backup } from "../../../operate/hub/check/backup";

const office = {
  ...{ up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", warmUp: "15m", finish: "1h" },
  ...{ wakeOnVisit: false, awakeMinutes: 120, keepers: {}, placeholders: 0 },
};
const hub = (sleep?: "nodes" | "cluster") =>
  ({
    ...{ namespace: "hub", cluster: { platform: "existing", context: "a", kubeconfig: "" } },
    ...{ backup: { every: "24h", repository: "s3:a" }, ...(sleep && { schedule: { ...office, sleep } }) },
  }) as unknown as HubFacts;
const lastGood = "2027-02-05T12:41:00.000Z"; // a Friday
const kept = { began: lastGood, lastGood, copied: 3, wrong: [] };
const state = (facts: HubFacts, now: string) => backup.judge(kept as never, facts, new Date(now)).state;

test.each([
  ["a hub that never sleeps, after two days", hub(), "2027-02-07T12:41:00Z", "well"],
  ["a hub that never sleeps, on the Monday", hub(), "2027-02-08T06:30:00Z", "wrong"],
  ["a hub whose nodes sleep, on the Monday", hub("nodes"), "2027-02-08T06:30:00Z", "wrong"],
  // It was stopped all the weekend, and there was no time for a backup.
  ["a hub whose cluster was stopped, on the Monday", hub("cluster"), "2027-02-08T06:30:00Z", "well"],
  ["the same on the Tuesday, after a day without", hub("cluster"), "2027-02-09T06:30:00Z", "well"],
  ["the same on the Wednesday, after two days without", hub("cluster"), "2027-02-10T06:30:00Z", "wrong"],
])("a backup of a Friday is new enough, or not: %s", (_what, facts, now, expected) => {
  expect(state(facts, now)).toBe(expected);
});
