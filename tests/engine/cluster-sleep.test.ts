/** @jest-environment ./tests/engine/environment.ts */
import { clustersStarted, clustersStopped } from "../../sandbox/azure/acts";
import { tokens } from "../../sandbox/azure/ids";
import { worldOf } from "../../sandbox/azure/world";
import { errors, isEmpty, things } from "./events";
import { onStage } from "./stage";

const set = {
  ...{ "schedule.up": "Mon-Fri 07:30", "schedule.down": "19:00", "schedule.timeZone": "Europe/Berlin" },
  ...{ "schedule.sleep": "cluster", "schedule.tell[0]": "hub@example.org" },
};

describe("a cluster that is stopped while its hub sleeps", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const { clouds } = rehearsal;
      // A Wednesday at noon: the cluster runs, and people are on it.
      worldOf(clouds).today = new Date("2027-02-03T11:00:00Z");
      const change = (key: string, value: string) => rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);
      const workflow = () => clouds.all().find(([id]) => id.includes("/Microsoft.Logic/workflows/"))?.[1].properties;
      const roles = () => clouds.all().filter(([id]) => id.includes("/managedClusters/hubcluster/providers/"));
      const cluster = () => clouds.ofType(tokens.cluster)[0]?.[1].properties.powerState;
      const up = await rehearsal.run("up");
      const [made, role] = [workflow(), roles()[0]?.[1].properties];
      const outputs = await rehearsal.stack.outputs();
      const settled = [await rehearsal.run("up"), await rehearsal.run("refresh"), await rehearsal.run("up")];
      clustersStopped(clouds);
      const stopped = [await rehearsal.run("preview"), await rehearsal.run("up")];
      clustersStarted(clouds);
      const started = await rehearsal.run("up");
      await change("schedule.down", "21:00");
      const longer = await rehearsal.run("up");
      const saved = cluster();
      const later = workflow();
      await rehearsal.stack.removeConfig("binderhub:schedule", false);
      const without = await rehearsal.run("up");
      const left = clouds.all().map(([id]) => id);
      const destroy = await rehearsal.run("destroy");
      return {
        ...{ up, made, role, outputs, settled, stopped, started, longer, saved, later, without, left },
        ...{ destroy, end: clouds.all().map(([id]) => id) },
      };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });
  const said = ({ succeeded, output }: typeof seen.up) => (succeeded ? "" : output);

  it("has a workflow whose identity may start and stop it", () => {
    expect(said(seen.up)).toBe("");
    const { principalId } = seen.made?.identity as { principalId: string };
    expect(seen.role).toMatchObject({ principalId, principalType: "ServicePrincipal" });
    expect(JSON.stringify(seen.made?.definition)).toContain("/managedClusters/hubcluster/stop?");
  });

  it("says so in its output", () =>
    expect(seen.outputs.schedule?.value).toBe(
      "open Mon-Fri 07:30-19:00 (Europe/Berlin), its cluster stopped while it sleeps; maintenance Sunday 02:00-06:00 UTC",
    ));

  it("is left as it is by a second up and a refresh", () => {
    expect(seen.settled.map(said)).toEqual(["", "", ""]);
    expect([seen.settled[0], seen.settled[2]].map((one) => one && isEmpty(one))).toEqual([true, true]);
  });

  it("is left alone while it is stopped, with the reason and the command that starts it", () => {
    for (const run of seen.stopped) {
      expect(run.succeeded).toBe(false);
      expect(errors(run).join()).toMatch(/as the hub sleeps \(schedule\.sleep: cluster\)[\s\S]*az aks start/);
      expect(things(run)).toEqual({});
    }
    expect(said(seen.started)).toBe("");
    expect(isEmpty(seen.started)).toBe(true);
  });

  it("changes its workflow in place with other hours", () => {
    expect(things(seen.longer)).toMatchObject({ "cluster-sleep-workflow": ["update"] });
    expect(seen.later).toMatchObject({
      definition: { triggers: { Stop: { recurrence: { schedule: { hours: [22], minutes: [10] } } } } },
    });
  });

  it("is not stopped when its workflow is saved, at which each trigger fires", () =>
    expect(seen.saved).toEqual({ code: "Running" }));

  it("goes without the setting, and a destroy leaves nothing", () => {
    expect(said(seen.without)).toBe("");
    expect(seen.left.filter((id) => /workflows|hubcluster-schedule/.test(id))).toEqual([]);
    expect(said(seen.destroy)).toBe("");
    expect(seen.end).toEqual([]);
  });
});
