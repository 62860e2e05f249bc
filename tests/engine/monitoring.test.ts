/** @jest-environment ./tests/engine/environment.ts */
import { idOf } from "../../operate/ids";
import { isEmpty, things } from "./events";
import { onStage } from "./stage";
import { madeByClouds, nameOf, resourcesIn } from "./state";

const set = {
  "monitoring.type": "azure",
  "monitoring.alerts.emails[0]": "ada@example.org",
  "operate.checkEvery": "1h",
  "exposure.type": "singleHost",
  "exposure.dnsLabel": "myhub",
  "exposure.https.email": "ada@example.org",
};

/** A part of the names, without what comes before it. */
const own = (name: string) => /^binderhub-monitoring-(.+)$/.exec(name)?.slice(1) ?? [];

describe("a stack that Azure watches", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const change = (key: string, value: string) => rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);
      const up = await rehearsal.run("up");
      const resources = resourcesIn(await rehearsal.state());
      const made = resources.map(({ urn }) => nameOf(urn));
      const groups = rehearsal.clouds.all().map(([id]) => /\/resourceGroups\/(MA_[^/]+)$/.exec(id)?.[1]);
      const ids = rehearsal.clouds.all().map(([id]) => id);
      const second = await rehearsal.run("up");
      const refresh = await rehearsal.run("refresh");
      const third = await rehearsal.run("up");
      await change("monitoring.alerts.emails[1]", "bob@example.org");
      const told = await rehearsal.run("up");
      await change("monitoring.outside", "off");
      for (const key of ["audit", "parts", "launches.record"]) await change(`monitoring.logs.${key}`, "false");
      const less = await rehearsal.run("up");
      await change("monitoring.type", "none");
      for (const key of ["alerts", "outside", "logs"])
        await rehearsal.stack.removeConfig(`binderhub:monitoring.${key}`, true);
      const off = await rehearsal.run("up");
      const cluster = rehearsal.clouds.all().find(([id]) => id.endsWith("/managedClusters/hubcluster"))?.[1].properties;
      const offAgain = await rehearsal.run("up");
      await change("monitoring.type", "azure");
      const on = await rehearsal.run("up");
      const destroy = await rehearsal.run("destroy");
      const left = rehearsal.clouds.all().map(([id]) => id);
      return {
        up,
        resources,
        ids,
        made,
        groups,
        second,
        refresh,
        third,
        told,
        less,
        off,
        offAgain,
        on,
        cluster,
        destroy,
        left,
      };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("comes up with everything", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
    expect(seen.made.flatMap(own).sort()).toEqual(
      [
        ...["metrics", "endpoint", "collection", "association", "salt", "agent", "scrape", "token", "people", "rules"],
        ...["manager", "manager-panels", "operator", "operator-panels"],
        ...["log-collection", "log-collection-launches", "log-collection-rule"],
        ...["log-collection-association", "log-collection-agent"],
        ...["audit", "outside", "look", "unreachable"],
      ].sort(),
    );
    expect(seen.made).toEqual(expect.arrayContaining(["logs-workspace", "logs-name"]));
    expect(seen.groups.filter((name) => name !== undefined)).toHaveLength(1);
  });

  it("has the ids that recover looks for", () => {
    const inAzure = madeByClouds(seen.resources).filter(({ type }) => type.startsWith("azure-native:"));
    const subscription = "00000000-0000-0000-0000-000000000000";
    const sought = inAzure.map(({ type, inputs }) => idOf(type, inputs, subscription));
    expect(inAzure.length).toBeGreaterThan(20);
    expect(sought.filter((id) => id === undefined || !seen.ids.includes(id))).toEqual([]);
  });

  it("is left alone by a second up, and by one after a refresh", () => {
    expect([isEmpty(seen.second), seen.refresh.succeeded, isEmpty(seen.third)]).toEqual([true, true, true]);
  });

  it("tells one more person, and touches nothing else", () => {
    expect(things(seen.told)).toEqual({ "binderhub-monitoring-people": ["update"] });
  });

  it("stops looking from outside and recording, and deletes what only they needed", () => {
    expect(Object.keys(things(seen.less)).flatMap(own).sort()).toEqual(
      [
        ...["audit", "look", "outside", "unreachable"],
        ...["log-collection-launches", "log-collection-rule"],
        ...["log-collection-association", "log-collection-agent"],
      ].sort(),
    );
    expect(things(seen.less)).toMatchObject({ "logs-workspace": ["delete"], "logs-name": ["delete"] });
  });

  it("switches the cluster's agent off with everything else, once", () => {
    expect(seen.off.succeeded ? "" : seen.off.output).toBe("");
    expect(seen.cluster).toMatchObject({
      azureMonitorProfile: { metrics: { enabled: false } },
      addonProfiles: { omsagent: { enabled: false } },
    });
    expect(isEmpty(seen.offAgain)).toBe(true);
  });

  it("can be switched on again", () => expect(seen.on.succeeded ? "" : seen.on.output).toBe(""));

  it("leaves nothing, Azure's own resource group for the numbers neither", () => {
    expect(seen.destroy.succeeded ? "" : seen.destroy.output).toBe("");
    expect(seen.left).toEqual([]);
  });
});
