/** @jest-environment ./tests/engine/environment.ts */
import { personDeleted } from "../../sandbox/azure/acts";
import { isEmpty, things } from "./events";
import { onStage } from "./stage";
import { named, resourcesIn } from "./state";

const set = {
  "monitoring.type": "azure",
  "monitoring.outside": "off",
  "exposure.type": "singleHost",
  "exposure.dnsLabel": "myhub",
};
const workspace = "logs-workspace";
const collection = ["launches", "rule", "association", "agent"].map(
  (one) => `binderhub-monitoring-log-collection-${one}`,
);

describe("the hub's logs", () => {
  const life = () =>
    onStage({ set }, async (rehearsal) => {
      const change = (key: string, value: string) => rehearsal.stack.setConfig(`binderhub:${key}`, { value }, true);
      const nameOfWorkspace = async () => named(resourcesIn(await rehearsal.state()), workspace).outputs.name;
      const up = await rehearsal.run("up");
      const first = await nameOfWorkspace();
      await change("monitoring.logs.launches.keep", "365");
      const longer = await rehearsal.run("up");
      // As it was before there were logs of containers.
      const exported = await rehearsal.stack.exportStack();
      const text = JSON.stringify(exported);
      const below = "::binderhub:hub:BinderHub$binderhub:azure:AzureMonitoring$";
      const moved = text.replaceAll(
        /::binderhub:azure:LogsWorkspace\$([^:"]+:[^:"]+:[^:"]+)::logs-(workspace|name)"/g,
        (_, type, name) => `${below}${String(type)}::binderhub-monitoring-logs${name === "name" ? "-name" : ""}"`,
      );
      await rehearsal.stack.importStack(JSON.parse(moved) as typeof exported);
      const asBefore = await rehearsal.run("up");
      personDeleted(rehearsal.clouds, "hubcluster");
      process.env.PULUMI_K8S_DELETE_UNREACHABLE = "true";
      const refresh = await rehearsal.run("refresh");
      delete process.env.PULUMI_K8S_DELETE_UNREACHABLE;
      const again = await rehearsal.run("up");
      const afterwards = await nameOfWorkspace();
      for (const key of ["parts", "launches.record"]) await change(`monitoring.logs.${key}`, "false");
      const quiet = await rehearsal.run("up");
      const [, { properties: cluster } = {}] =
        rehearsal.clouds.all().find(([id]) => id.endsWith("/managedClusters/hubcluster")) ?? [];
      const quietAgain = await rehearsal.run("up");
      return {
        up,
        first,
        longer,
        isMoved: moved !== text,
        asBefore,
        refresh,
        again,
        afterwards,
        quiet,
        cluster,
        quietAgain,
      };
    });
  let seen: Awaited<ReturnType<typeof life>>;
  beforeAll(async () => {
    seen = await life();
  });

  it("are kept for longer, and nothing else is touched", () => {
    expect(seen.up.succeeded ? "" : seen.up.output).toBe("");
    expect(things(seen.longer)).toEqual({ "binderhub-monitoring-log-collection-launches": ["update"] });
  });

  it("stay where a stack from before has its workspace", () => {
    expect(seen.asBefore.succeeded ? "" : seen.asBefore.output).toBe("");
    expect([seen.isMoved, isEmpty(seen.asBefore)]).toEqual([true, true]);
  });

  it("outlive the cluster, and go on with the next one", () => {
    expect(seen.again.succeeded ? "" : seen.again.output).toBe("");
    expect(seen.afterwards).toBe(seen.first);
    expect(things(seen.again)["binderhub-monitoring-log-collection-association"]).toEqual(["create"]);
    expect(things(seen.again)).not.toHaveProperty("binderhub-monitoring-log-collection-launches");
  });

  it("end in one up, and leave what else is kept", () => {
    expect(seen.quiet.succeeded ? "" : seen.quiet.output).toBe("");
    const gone = Object.entries(things(seen.quiet)).filter(([, [step]]) => step === "delete");
    expect(gone.map(([name]) => name).sort()).toEqual([...collection].sort());
    expect(seen.cluster).toMatchObject({ addonProfiles: { omsagent: { enabled: false } } });
    expect(isEmpty(seen.quietAgain)).toBe(true);
  });
});
