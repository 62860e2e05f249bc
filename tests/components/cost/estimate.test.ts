import { bills } from "../../../components/concepts";
import { estimate } from "../../../components/cost/estimate";
import { type PriceTable } from "../../../components/cost/prices";
import { shown } from "../../../components/cost/shown";
import { type Edits, goodStack, type StackConfig } from "../../stack/stack";
import { costlyOf, costlySecrets } from "./stacks";

/** Prices that are easy to reckon with. */
const table = (prices: Readonly<Record<string, number>>): PriceTable => ({
  currency: "EUR",
  sources: { a: { url: "https://a.example.org", date: "2026-05-04", what: "" } },
  prices: Object.fromEntries(Object.entries(prices).map(([meter, price]) => [meter, { westeurope: [price, "a"] }])),
});
const of = (edits: Edits, prices: Readonly<Record<string, number>>, base?: StackConfig) => {
  const all = { registryPassword: "a", authClientSecret: "b", ...edits };
  const secretKeys = costlySecrets.filter((key) => {
    const [, name = ""] = key.split(":");
    return (all as Edits)[name] !== undefined;
  });
  return estimate(costlyOf(all, base, secretKeys), bills, table(prices));
};
const loggedIn: Edits = {
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "hub@example.org" } },
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowedUsers: ["ada"] },
};
const anonymous: Edits = { authClientSecret: undefined };
const acr = { type: "azure", name: "mygroupbinder", prefix: "a" };
const users = (more: object = {}) => ({
  "azure.pools": { users: { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 4, ...more } },
});

describe("what a month costs", () => {
  // 3 × 672, 730 and 744 hours; six upgrades, in each of which three nodes are replaced one after the other, in 45 minutes each.
  test("nodes that are always there cost every hour, and a little more while Azure upgrades", () => {
    const { parts } = of(anonymous, { "vm/Standard_D2s_v5": 2 });
    expect(parts.get("nodes (system)")).toEqual({ least: 4032, likely: 4380, most: 2 * (3 * 744 + 6 * 3 * 0.75) });
  });

  test("nodes of a pool cost from its smallest to its largest number", () => {
    const { parts } = of({ ...anonymous, ...users() }, { "vm/Standard_D8s_v5": 1 });
    expect(parts.get("nodes (users)")).toMatchObject({ least: 672, most: 4 * 744 + 6 * 4 * 0.75 });
  });

  test("more people, in fewer hours, have more nodes", () => {
    const likely = (cost: object) =>
      of({ ...anonymous, ...users({ max: 10 }), cost }, { "vm/Standard_D8s_v5": 1 }).parts.get("nodes (users)")?.likely;
    expect(likely({ people: 1 })).toBe(730);
    const [few, many] = [likely({ people: 500, busyHours: 80 }), likely({ people: 500, busyHours: 10 })];
    expect(many).toBeGreaterThan(730);
    expect(few).toBeLessThan(many ?? 0);
  });

  test("spot nodes cost the spot price, and the usual one at most", () => {
    const prices = { "vm/Standard_D8s_v5": 10, "spot/Standard_D8s_v5": 1 };
    const spot = { cheap: { role: "user", vmSize: "Standard_D8s_v5", min: 1, max: 1, spot: true } };
    const { parts } = of({ ...anonymous, "azure.pools": { ...users()["azure.pools"], ...spot } }, prices);
    expect(parts.get("nodes (cheap)")).toEqual({ least: 672, likely: 730, most: 7440 });
  });

  test.each([
    ["Standard_D2s_v5", "disk/P10"],
    ["Standard_D8s_v5", "disk/P15"],
    ["Standard_D16s_v5", "disk/P20"],
    ["Standard_D64s_v5", "disk/P30"],
  ])("a node of %s has the disk that AKS gives it", (vmSize, disk) => {
    const { parts } = of({ ...anonymous, "azure.nodeCount": 1, "azure.vmSize": vmSize }, { [disk]: 73 });
    expect(parts.get("disks of nodes")?.likely).toBeCloseTo(73, 9);
  });

  test.each([
    ["Standard_D4ds_v5", 0],
    ["Standard_D2ds_v5", 1],
  ])("a node of %s with a disk of its own needs another only if that is small", (vmSize, likely) => {
    const { parts } = of({ ...anonymous, "azure.nodeCount": 1, "azure.vmSize": vmSize }, { "disk/P10": 1 });
    expect(parts.get("disks of nodes")).toMatchObject({ likely });
  });

  test("a node with GPUs may have a disk of its own, so that it costs none at least", () => {
    const gpus = { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true, min: 1, max: 1 };
    const edits = { ...anonymous, ...users({ min: 0, max: 1 }), "azure.pools.gpus": gpus };
    const { parts } = of({ ...edits, "azure.nodeCount": 1, "azure.vmSize": "Standard_D8s_v5" }, { "disk/P10": 730 });
    expect(parts.get("disks of nodes")).toMatchObject({ least: 0, likely: 730 });
  });

  test.each<[string, Edits, number]>([
    ["two addresses", anonymous, 3],
    ["one host", { ...anonymous, exposure: { type: "singleHost" } }, 2],
    [
      "an address of one's own network",
      {
        ...anonymous,
        exposure: { type: "singleHost", internal: { address: "10.224.255.10" }, host: "hub.example.org" },
      },
      1,
    ],
    ["no address", { ...anonymous, exposure: { type: "clusterIP" } }, 1],
  ])("a hub with %s pays for these, and for the nodes' own", (_what, edits, count) => {
    expect(of(edits, { address: 1 }).parts.get("addresses")?.likely).toBe(730 * count);
  });

  const privately = { address: "10.224.255.10" };
  test.each<[string, Edits, number]>([
    ["public addresses", anonymous, 1],
    ["no address", { ...anonymous, exposure: { type: "clusterIP" } }, 1],
    [
      "a private address",
      { ...anonymous, exposure: { type: "singleHost", internal: privately, host: "hub.example.org" } },
      2,
    ],
  ])("a hub with %s pays for its balancers", (_what, edits, count) => {
    expect(of(edits, { balancer: 1 }).parts.get("load balancer")?.most).toBe(744 * count);
  });

  test("traffic is what people's servers send, and the balancer counts it too", () => {
    const cost = { people: 40, hoursPerWeek: 10, traffic: 0.5 };
    const { parts, usage } = of({ ...anonymous, cost }, { traffic: 3, "balancer-data": 1 });
    expect(usage.personHours.likely).toBeCloseTo((40 * 10 * 365.25) / 12 / 7, 9);
    expect(parts.get("traffic")?.likely).toBeCloseTo(usage.personHours.likely * 2, 9);
    expect(parts.get("traffic")?.least).toBe(0);
  });

  test("a registry costs its days, and what is beyond its price", () => {
    const base = { ...goodStack, "binderhub:registry": acr };
    const { parts } = of(
      { ...anonymous, registryPassword: undefined, "cost.images": 110 },
      { "registry/Basic": 24, "registry-storage": 5 },
      base,
    );
    expect(parts.get("registry (Basic)")).toEqual({ least: 672, likely: 730 + 500, most: 744 + 500 });
  });

  test("people's volumes cost as much as the next larger disk, for each person", () => {
    const storage = { size: "5Gi" };
    const { parts } = of({ ...loggedIn, storage, "cost.people": 20 }, { "disk/E2": 730 });
    expect(parts.get("people's volumes")).toEqual({ least: 0, likely: 20 * 730, most: 20 * 744 });
  });

  test.each<[string, object, string, number]>([
    ["a larger disk", { pvc: { storage: "1Ti", storageClassName: "managed-csi-premium" } }, "disk/P30", 1],
    ["no disk, but a database elsewhere,", { type: "postgres" }, "disk/E1", 0],
    ["a disk that is there", { pvc: { storageClassName: "" } }, "disk/E1", 0],
  ])("values of the chart's with %s count", (_what, db, meter, count) => {
    const { parts } = of({ ...anonymous, extraValues: { jupyterhub: { hub: { db } } } }, { [meter]: 730 });
    expect(parts.get("the hub's database")?.likely ?? 0).toBe(count * 730);
  });

  test("people's volumes are of the class that the chart's values give, where the setting gives none", () => {
    const dynamic = { storageClass: "managed-csi-premium" };
    const extraValues = { jupyterhub: { singleuser: { storage: { dynamic } } } };
    const { parts } = of({ ...loggedIn, storage: { size: "5Gi" }, "cost.people": 20, extraValues }, { "disk/P2": 730 });
    expect(parts.get("people's volumes")?.likely).toBe(20 * 730);
  });

  test.each<[string, object, string, number]>([
    ["a larger volume", { server: { persistentVolume: { size: "1Ti" } } }, "disk/E30", 1],
    ["no volume", { server: { persistentVolume: { enabled: false } } }, "disk/E3", 0],
    ["a volume for alerts", { alertmanager: { persistence: { enabled: true } } }, "disk/E1", 1],
  ])("values of Prometheus's chart with %s count", (_what, extraValues, meter, count) => {
    const edits = { ...anonymous, monitoring: { type: "inCluster", extraValues } };
    expect(of(edits, { [meter]: 730 }).parts.get("monitoring")?.likely ?? 0).toBe(count * 730);
  });

  test("in several zones, AKS's disks have a copy in each", () => {
    const { parts } = of({ ...anonymous, ...users({ zones: ["1", "2"] }) }, { "disk/E1-ZRS": 730 });
    expect(parts.get("the hub's database")?.likely).toBe(730);
  });

  test("the tier Free is free, unless the table has a price for it", () => {
    expect(of(anonymous, {}).parts.has("control plane (Free)")).toBe(false);
    expect(of(anonymous, {}).missing).not.toContain("control/Free");
    expect(of(anonymous, {}).said.notCounted).toContain("the price that some regions have for the tier Free");
    expect(of(anonymous, { "control/Free": 1 }).said.notCounted.join()).not.toContain("tier Free");
    expect(of(anonymous, { "control/Free": 1 }).parts.get("control plane (Free)")).toEqual({
      least: 0,
      likely: 0,
      most: 744,
    });
  });

  // Azure stops a collection a little late: a tenth is assumed.
  test("logs cost what the daily cap lets in, a little more, and the days for which they are kept", () => {
    const monitoring = { type: "azure", outside: "off", logs: { dailyCap: 4, keep: 41, launches: { record: false } } };
    const { parts } = of({ ...anonymous, monitoring }, { "logs-taken": 1, "logs-kept": 1 });
    expect(parts.get("monitoring")?.most).toBeCloseTo(1.1 * (4 * 31 + 4 * 10), 9);
  });

  describe("numbers for Azure's Prometheus", () => {
    const monitoring = { type: "azure", outside: "off" };
    const samples = (edits: Edits) =>
      of({ ...edits, monitoring }, { "metrics-taken": 1e7 / 60 }).parts.get("monitoring");

    test("follow from the hours of nodes, of servers and of volumes", () => {
      const none = { ...loggedIn, "azure.nodeCount": 1, "limits.totalQuota": 1, cost: { people: 1, traffic: 0 } };
      const [base, node, server] = [none, { ...none, "azure.nodeCount": 2 }, { ...none, "limits.totalQuota": 2 }].map(
        (edits) => samples(edits)?.most ?? NaN,
      ) as [number, number, number];
      // Another node is there all the time, and while Azure upgrades.
      expect(node - base).toBeCloseTo(300 * (744 + 6 * 0.75), 3);
      expect(server - base).toBeCloseTo(8 * 744, 3);
      const volumes = samples({ ...none, storage: { size: "1Gi" }, "cost.people": 1000 })?.most ?? NaN;
      expect(volumes - base).toBeCloseTo((4 * 1000 + 2) * 744, 3);
    });

    test("are read only while the cluster runs", () => {
      const schedule = { up: "Mon-Fri 08:00", down: "18:00", timeZone: "Etc/UTC", sleep: "cluster", tell: ["a@b.org"] };
      const edits = { ...anonymous, "azure.nodeCount": 1, schedule, "cost.people": 1 };
      // 20 weekdays of 10 hours with half an hour before, and 4 hours on each of 4 Sundays, in the shortest month.
      expect(samples(edits)?.least).toBeCloseTo((100 + 50) * (20 * 10.5 + 16), 3);
    });
  });

  test("what has no price is named, and is in no sum", () => {
    const { missing, total } = of(anonymous, { "vm/Standard_D2s_v5": 1 });
    expect(missing).toEqual(expect.arrayContaining(["disk/P10", "address", "balancer"]));
    expect(total.likely).toBe(3 * 730);
  });

  test("one's own price counts", () => {
    const { parts } = of({ ...anonymous, cost: { prices: { address: 2 } } }, { address: 1 });
    expect(parts.get("addresses")?.likely).toBe(730 * 3 * 2);
  });
});

describe("what is shown of it", () => {
  const prices = { "vm/Standard_D2s_v5": 0.1, "disk/P10": 7.3, "disk/E1": 0.73 };
  const cost = { people: 30, hoursPerWeek: 2, busyHours: 10, traffic: 0 };
  const show = (edits: Edits, known: Readonly<Record<string, number>> = prices) =>
    shown(costlyOf({ ...edits, authClientSecret: undefined }), of(edits, known), undefined, table(known));

  test("is whole amounts by part, the largest first, with what was assumed, is not known, and from when prices are", () => {
    expect(show({ ...anonymous, cost, registryPassword: "a" })).toEqual({
      currency: "EUR",
      // 3 × 672 × 0.11 + 0.67, and so on; with 13.5 hours of upgrades.
      ...{ least: 222, likely: 242, most: 248 },
      perPersonHour: 0.93,
      parts: {
        "nodes (system)": "likely 219, at least 202, at most 225",
        "disks of nodes": "likely 22, at least 20, at most 22",
        "the hub's database": "likely 0.73, at least 0.67, at most 0.74",
      },
      assumed: {
        people: "30, each with a server for 2 hours a week, within 10 hours",
        traffic: "0 GB for each of these hours",
        upgrades: "at most 6 a month, each of 45 minutes for a node",
      },
      notCounted: expect.stringMatching(/^taxes, .*load balancer, images that are pushed out of Azure, /) as string,
      notKnown: expect.stringMatching(
        /^no price in westeurope for address, balancer\. 'npm run prices -- --region westeurope'/,
      ) as string,
      prices: "list prices of 2026-05-04; amounts are rounded",
    });
  });

  test.each(["vm/Standard_D2s_v5", "disk/P10"])("is no sum, if %s has no price: it would be most of it", (meter) => {
    const known = Object.fromEntries(Object.entries(prices).filter(([one]) => one !== meter));
    const { parts, notKnown, ...others } = show({ ...anonymous, cost, registryPassword: "a" }, known);
    expect(Object.keys(others).sort()).toEqual(["assumed", "currency", "notCounted", "prices"]);
    expect(Object.keys(parts)).toContain("the hub's database");
    expect(notKnown).toContain(meter);
    expect(notKnown).toContain("no sums");
  });

  test("says that nobody knows what servers send, if a size is not known and no quota is set", () => {
    const unknown = { ...anonymous, registryPassword: "a", "azure.vmSize": "Standard_D4s_v9" };
    expect(show(unknown).notKnown).toContain("set binderhub:limits.totalQuota");
    expect(show({ ...unknown, "limits.totalQuota": 20 }).notKnown).not.toContain("totalQuota");
  });

  test("is what each bill assumes of what nobody can know", () => {
    const everything: Edits = {
      ...{ ...loggedIn, storage: { size: "1Gi", storageClass: "azurefile-csi" }, "cost.people": 20 },
      backup: { type: "azure", account: "mybackup" },
      monitoring: { type: "azure" },
      schedule: { up: "Mon-Fri 08:00", down: "18:00", timeZone: "Etc/UTC" },
      ...users({ vmSize: "Standard_D8ds_v5" }),
    };
    const { assumed, notCounted } = of(everything, {}).said;
    expect(Object.keys(assumed).sort()).toEqual(
      ["people", "traffic", "upgrades", "sleep", "disks of nodes", "file shares", "backups", "logs", "metrics"].sort(),
    );
    expect(notCounted).toEqual(
      expect.arrayContaining(["queries of metrics", "logs that are dropped when they come in"]),
    );
  });
});
