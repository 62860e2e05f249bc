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

  test("in several zones, AKS's disks have a copy in each", () => {
    const { parts } = of({ ...anonymous, ...users({ zones: ["1", "2"] }) }, { "disk/E1-ZRS": 730 });
    expect(parts.get("the hub's database")?.likely).toBe(730);
  });

  test("the tier Free is free, unless the table has a price for it", () => {
    expect(of(anonymous, {}).parts.has("control plane (Free)")).toBe(false);
    expect(of(anonymous, {}).missing).not.toContain("control/Free");
    expect(of(anonymous, { "control/Free": 1 }).parts.get("control plane (Free)")).toEqual({
      least: 0,
      likely: 0,
      most: 744,
    });
  });

  test("logs cost what the daily cap lets in, and the days for which they are kept", () => {
    const monitoring = { type: "azure", outside: "off", logs: { dailyCap: 4, keep: 41, launches: { record: false } } };
    const { parts } = of({ ...anonymous, monitoring }, { "logs-taken": 1, "logs-kept": 1 });
    expect(parts.get("monitoring")?.most).toBe(4 * 31 + 4 * 10);
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
  test("is whole amounts by part, the largest first, with what was assumed, is not known, and from when prices are", () => {
    const prices = { "vm/Standard_D2s_v5": 0.1, address: 0.005 };
    const edits = {
      ...anonymous,
      cost: { people: 30, hoursPerWeek: 2, busyHours: 10, traffic: 0 },
      registryPassword: "a",
    };
    const found = of(edits, prices);
    expect(shown(costlyOf({ ...edits, authClientSecret: undefined }), found, undefined, table(prices))).toEqual({
      currency: "EUR",
      // 3 × 672 × 0.1 + 3 × 672 × 0.005, and so on; with 13.5 hours of upgrades.
      ...{ least: 211, likely: 230, most: 236 },
      perPersonHour: 0.88,
      parts: {
        "nodes (system)": "likely 219, at least 202, at most 225",
        addresses: "likely 11, at least 10, at most 11",
      },
      assumed: expect.stringMatching(/^30 people, .* 2 hours a week, within 10 hours; 0 GB/) as string,
      notCounted: "taxes, discounts, reads and writes of disks and shares",
      notKnown: expect.stringMatching(/^no price in westeurope for disk\/P10.*npm run prices/) as string,
      prices: "list prices of 2026-05-04",
    });
  });
});
