import { bills } from "../../../components/concepts";
import { estimate } from "../../../components/cost/estimate";
import { asleep, steps } from "../../../docs/growth";
import { hubFor } from "../../../docs/hub-for";

describe("an hour asleep, of one in which the nodes of the hub always run", () => {
  test.each(steps)("is at most 15 %% for %i people, if the cluster is stopped", (people) => {
    expect(asleep(hubFor(people), "cluster").ofFull).toBeLessThanOrEqual(0.15);
  });

  test.each([500, 1000, 2000])("is at most 15 %% for %i people, if only the nodes sleep", (people) => {
    expect(asleep(hubFor(people), "nodes").ofFull).toBeLessThanOrEqual(0.15);
  });

  // The pages say so too: the system pool stays on.
  test.each([10, 25, 100])("is more for %i people, if only the nodes sleep", (people) => {
    expect(asleep(hubFor(people), "nodes").ofFull).toBeGreaterThan(0.15);
  });
});

describe("an hour asleep, of a usual one without a schedule", () => {
  test.each([100, 200, 500, 1000, 2000])("is at most 15 %% for %i people, if the cluster is stopped", (people) => {
    expect(asleep(hubFor(people), "cluster").ofUsual).toBeLessThanOrEqual(0.15);
  });

  // The pages say so too: a third of it is the registry with its images.
  test.each([10, 25, 50])("is just above for %i people", (people) => {
    const { ofUsual } = asleep(hubFor(people), "cluster");
    expect(ofUsual).toBeGreaterThan(0.15);
    expect(ofUsual).toBeLessThanOrEqual(0.17);
  });

  test("is at most 15 % for the smallest, if its images are not in Azure", () => {
    const hub = hubFor(10);
    const settings = { ...hub.settings, registry: { type: "dockerHub", username: "jdoe", prefix: "binder" } };
    const other = { ...hub, settings, estimate: estimate(settings, bills) };
    expect(asleep(other, "cluster").ofUsual).toBeLessThanOrEqual(0.15);
  });
});
