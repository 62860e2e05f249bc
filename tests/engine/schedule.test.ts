/** @jest-environment ./tests/engine/environment.ts */
import { autoscalerMoved, clustersStarted, clustersStopped } from "../../sandbox/azure/acts";
import { type Rehearsal } from "../../sandbox/rehearsal";
import { errors, isEmpty, things } from "./events";
import { onStage } from "./stage";
import { nameOf, resourcesIn } from "./state";

const set = {
  "azure.pools.users.role": "user",
  "azure.pools.users.min": "2",
  "azure.pools.users.max": "5",
  "azure.pools.builds.role": "build",
  "azure.pools.builds.min": "1",
  "azure.pools.builds.max": "1",
  "schedule.up": "Mon-Fri 07:30",
  "schedule.down": "19:00",
  "schedule.timeZone": "Europe/Berlin",
  "schedule.wakeOnVisit": "true",
  "scheduling.placeholders": "2",
};

/** The job in the cluster sets how many pods hold nodes. */
function scaled(clouds: Rehearsal["clouds"], name: string, replicas: number): void {
  const [id, thing] = clouds.all().find(([key]) => key.endsWith(`/${name}`)) ?? [];
  if (id === undefined) throw new Error(`there is no ${name}`);
  clouds.edit(id, { spec: { ...(thing?.properties.spec as object), replicas } });
}

describe("a hub that sleeps and wakes", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const { clouds } = rehearsal;
      const change = (key: string, value: string) => rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);
      const pools = (): Record<string, unknown> =>
        Object.fromEntries(
          clouds.all().flatMap(([id, { properties }]) => {
            const name = /\/agentPools\/(users|builds)$/.exec(id)?.[1];
            const { count, minCount, maxCount, enableAutoScaling } = properties;
            return name === undefined ? [] : [[name, { count, minCount, maxCount, enableAutoScaling }]];
          }),
        );
      const keepers = () =>
        clouds
          .all()
          .flatMap(([id, { properties }]) =>
            id.includes("binder-keeper-") ? [(properties.spec as { replicas: number }).replicas] : [],
          )
          .sort((a, b) => a - b);
      const night = () => {
        for (const pool of ["users", "builds"]) {
          autoscalerMoved(clouds, pool, 0);
          scaled(clouds, `binder-keeper-${pool}`, 0);
        }
      };
      const up = await rehearsal.run("up");
      const names = resourcesIn(await rehearsal.state()).map(({ urn }) => nameOf(urn));
      const made = pools();
      const outputs = await rehearsal.stack.outputs();
      // The day begins: the job holds nodes, and AKS starts them.
      scaled(clouds, "binder-keeper-users", 2);
      scaled(clouds, "binder-keeper-builds", 1);
      autoscalerMoved(clouds, "users", 4);
      autoscalerMoved(clouds, "builds", 1);
      const awake = [await rehearsal.run("up"), await rehearsal.run("refresh"), await rehearsal.run("up")];
      const day = { pools: pools(), keepers: keepers() };
      night();
      const asleep = [await rehearsal.run("up"), await rehearsal.run("refresh"), await rehearsal.run("up")];
      await change("tags.owner", "ada");
      const edited = await rehearsal.run("up");
      await change("schedule.down", "20:00");
      const longer = await rehearsal.run("up");
      const dark = { pools: pools(), keepers: keepers() };
      clustersStopped(clouds);
      const stopped = [await rehearsal.run("preview"), await rehearsal.run("up")];
      clustersStarted(clouds);
      const started = await rehearsal.run("up");
      await rehearsal.stack.removeConfig("binderhub:schedule", false);
      const without = await rehearsal.run("up");
      const after = { pools: pools(), keepers: keepers() };
      const again = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      const left = clouds.all().map(([id]) => id);
      return {
        ...{ up, names, made, outputs, awake, day, asleep, edited, longer, dark },
        ...{ stopped, started, without, after, again, destroy, left },
      };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });
  const said = ({ succeeded, output }: typeof seen.up) => (succeeded ? "" : output);

  it("comes up with everything", () => {
    expect(said(seen.up)).toBe("");
    expect(seen.names.flatMap((name) => /^binderhub-schedule-(.+)$/.exec(name)?.slice(1) ?? []).sort()).toEqual(
      [
        ...["keeper-users", "keeper-builds", "wake-role", "wake-binding"],
        ...["account", "role", "binding", "cluster-role", "cluster-binding", "facts", "program", "job"],
      ].sort(),
    );
  });

  it("says in an output when it is open, and when AKS may replace nodes", () =>
    expect(seen.outputs.schedule?.value).toBe(
      "open Mon-Fri 07:30-19:00 (Europe/Berlin); maintenance Sunday 02:00-06:00 UTC",
    ));

  it("has pools that may go to zero nodes, also one whose number would not change otherwise", () =>
    expect(seen.made).toEqual({
      users: { count: 0, minCount: 0, maxCount: 5, enableAutoScaling: true },
      builds: { count: 0, minCount: 0, maxCount: 1, enableAutoScaling: true },
    }));

  it.each(["awake", "asleep"] as const)("is left as it is by up and refresh while it is %s", (when) => {
    expect(seen[when].map(said)).toEqual(["", "", ""]);
    expect([seen[when][0], seen[when][2]].map((one) => one && isEmpty(one))).toEqual([true, true]);
  });

  it("keeps the nodes and what holds them in the day", () =>
    expect(seen.day).toMatchObject({ pools: { users: { count: 4 }, builds: { count: 1 } }, keepers: [1, 2] }));

  it("sleeps on through changes of settings", () => {
    expect([said(seen.edited), said(seen.longer)]).toEqual(["", ""]);
    expect(isEmpty(seen.edited)).toBe(false);
    expect(seen.dark).toMatchObject({ pools: { users: { count: 0 }, builds: { count: 0 } }, keepers: [0, 0] });
  });

  it("changes nothing but the job's facts with other hours", () =>
    expect(Object.keys(things(seen.longer))).toEqual(["binderhub-schedule-facts"]));

  it("whose cluster is stopped is left alone, with the command that starts it", () => {
    for (const run of seen.stopped) {
      expect(run.succeeded).toBe(false);
      expect(errors(run).join()).toContain("az aks start --resource-group testhub --name hubcluster");
      expect(things(run)).toEqual({});
    }
    expect(said(seen.started)).toBe("");
  });

  it("is awake for ever without the setting, with the nodes of the pools' own min", () => {
    expect(said(seen.without)).toBe("");
    expect(seen.after).toMatchObject({
      pools: { users: { count: 2, minCount: 2 }, builds: { count: 1, enableAutoScaling: false } },
      keepers: [],
    });
    expect(isEmpty(seen.again)).toBe(true);
  });

  it("goes without a trace", () => {
    expect(said(seen.destroy)).toBe("");
    expect(seen.left).toEqual([]);
  });
});
