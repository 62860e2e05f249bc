/** @jest-environment ./tests/engine/environment.ts */
import { recover } from "../../operate/recovery";
import { rehearsed } from "../../operate/rehearsed";
import { isEmpty, steps } from "../engine/events";
import { onStage, several } from "../engine/stage";

const pools = { "azure.pools.users.role": "user", "azure.pools.users.max": "9" };
const registry = {
  type: "azure",
  name: "hubimages",
  prefix: "binder",
  pull: "role",
};
const zone = {
  "exposure.type": "singleHost",
  "exposure.zone.name": "example.org",
  "exposure.zone.resourceGroup": "dns",
  "exposure.zone.record": "hub",
};

const watched = { "monitoring.type": "azure", "monitoring.alerts.emails[0]": "ada@example.org" };
const asleep = {
  ...{ "schedule.up": "Mon-Fri 07:30", "schedule.down": "19:00", "schedule.timeZone": "Europe/Berlin" },
  ...{ "schedule.sleep": "cluster", "schedule.tell[0]": "ada@example.org" },
};
const budget = {
  ...{ "cost.monthlyBudget": "2000", "cost.tell[0]": "ada@example.org", "limits.userMemoryGuarantee": "1G" },
};

interface Row {
  readonly resource: string;
  readonly set?: Readonly<Record<string, string>>;
  /** In place of the dev stack's registry. */
  readonly registry?: typeof registry;
  /** What the next run does to it. @default nothing */
  readonly does?: readonly string[];
}

/** Resources of each way in which ids are formed. tests/recover/ids.test.ts and the engine's tests have the other types. */
const rows: readonly Row[] = [
  { resource: "cluster-group" },
  { resource: "cluster-aks" },
  { resource: "pool-users-pool", set: pools },
  { resource: "binder-ip" },
  { resource: "proxy-public-ip", set: { "exposure.dnsLabel": "myhub", "exposure.type": "loadBalancer" } },
  { resource: "binder-record", set: zone },
  { resource: "registry-acr", registry },
  { resource: "registry-pull", registry },
  { resource: "binderhub-monitoring-metrics", set: watched },
  { resource: "binderhub-monitoring-association", set: watched },
  { resource: "binderhub-monitoring-manager-panels", set: watched },
  { resource: "binderhub-monitoring-log-collection-launches", set: watched },
  { resource: "cluster-sleep-workflow", set: asleep },
  { resource: "budget-month", set: budget },
  { resource: "binderhub-namespace" },
  { resource: "binderhub-build-policy" },
  { resource: "binderhub-closed" },
  // The simulated cluster keeps no secrets, so that a release's values cannot be read back whole.
  { resource: "binderhub-release", does: ["update"] },
];

/** A resource that was made while nobody heard of it, and then adopted: what the next run would do to it, and does to all. */
const adopted = ({ resource, set, registry: other }: Row) =>
  onStage({ set, faults: [{ resource, operation: "create", mode: "lose-answer" }] }, async (rehearsal) => {
    if (other !== undefined) {
      await rehearsal.stack.removeConfig("binderhub:registry", false);
      await rehearsal.set(
        Object.fromEntries(Object.entries(other).map(([key, value]) => [`binderhub:registry.${key}`, { value }])),
      );
    }
    const lost = await rehearsal.run("up");
    const said: string[] = [];
    await recover(rehearsed(rehearsal), { say: (line) => void said.push(line), ask: () => Promise.resolve(true) });
    const up = await rehearsal.run("up");
    return {
      lost: !lost.succeeded,
      found: said.join(" ").includes(`done: ${resource}`) || said,
      does: steps(up)[resource] ?? "nothing",
      up: up.succeeded || up.output,
      then: isEmpty(await rehearsal.run("preview")),
    };
  });

describe("what was made while nobody heard of it is adopted, and the next up leaves it as it is", () => {
  const seen = new Map<Row, Awaited<ReturnType<typeof adopted>>>();
  beforeAll(() => several(rows, async (row) => void seen.set(row, await adopted(row))));

  test.each(rows.map((row) => [row.resource, row] as const))("%s", (_name, row) => {
    expect(seen.get(row)).toEqual({ lost: true, found: true, does: row.does ?? "nothing", up: true, then: true });
  });
});
