import * as fc from "fast-check";
import { dataDisks } from "../../../components/cluster/data-disks";
import { planOf, type EventPlan } from "../../../components/events/plan";
import { priceOfEvent } from "../../../components/events/price";
import { type Event } from "../../../components/events/settings";
import { groups, namesOf, plansOf } from "../../../components/events/together";
import { type PriceTable } from "../../../components/cost/prices";
import { sure } from "../../../settings/refusal";
import { type Edits } from "../../stack/stack";
import { hubOf, pools, withEvents } from "./stacks";

const users: Edits = { "azure.pools": pools };
const login: Edits = {
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowAll: true },
  authClientSecret: "client-secret",
};
const secrets = ["binderhub:registryPassword", "binderhub:authClientSecret"];

/** The plan of the workshop, with some keys different, on a hub with edits. */
function plan(more: object = {}, hub: Edits = users): EventPlan {
  const settings = hubOf({ ...hub, ...withEvents({ arriveWithin: "60m", ...more }) }, secrets);
  return sure(planOf(sure(settings.events?.[0], "event"), settings), "plan");
}

const nodes = (more: object = {}, hub?: Edits) => sure(plan(more, hub).nodes, "nodes");
const utc = (instant: number) => new Date(instant).toISOString().slice(0, 16);

describe("the times of an event", () => {
  test("are those of clocks in its zone", () => {
    const { times } = plan({ arriveWithin: "5m" });
    expect(
      Object.fromEntries(Object.entries({ ...times }).map(([name, at]: [string, number]) => [name, utc(at)])),
    ).toEqual({
      prepare: "2027-03-03T09:00",
      nodesUp: "2027-03-04T08:30",
      start: "2027-03-04T09:00",
      arrived: "2027-03-04T09:05",
      end: "2027-03-04T11:00",
      gone: "2027-03-04T11:30",
    });
  });

  test("are lengths of time, even where clocks are put forward between", () => {
    const { times } = plan({ start: "2027-03-28 10:00", nodesUp: "12h" });
    expect(utc(times.start)).toBe("2027-03-28T08:00");
    expect(utc(times.nodesUp)).toBe("2027-03-27T20:00");
    expect(utc(times.prepare)).toBe("2027-03-27T08:00");
  });

  test("may end on another day", () => {
    expect(utc(plan({ end: "2027-03-05 01:00" }).times.end)).toBe("2027-03-05T00:00");
  });
});

/**
 * By hand, for Standard_D4s_v5 of 16 GiB and 4 cores. Memory: 16384 - 428 (hidden) - 4096 (a quarter, which AKS reserves) - 100 (eviction) = 11760;
 * AKS's pods on each node ask for 570, and the pod that holds the node for 1, so 11189 MiB are left. Cores: 4000 - 140 - 250 - 1 = 3609
 * thousandths. Pods: 250 - 6 - 1 = 243.
 */
describe("seats on a node of 4 cores", () => {
  test.each<[string, object, number, string]>([
    ["256 MiB each, as all servers have: 11189 / 256", {}, 43, "memory"],
    ["1 GiB each: 11189 / 1024", { perPerson: { memoryGuarantee: "1G" } }, 10, "memory"],
    ["1 core each: 3609 / 1000", { perPerson: { cpuGuarantee: 1 } }, 3, "cores"],
    ["next to nothing each: 243 pods", { perPerson: { memoryGuarantee: "16M", cpuGuarantee: 0.01 } }, 243, "pods"],
  ])("%s", (_what, more, each, endsFirst) => {
    expect(nodes(more)).toMatchObject({ vmSize: "Standard_D4s_v5", each, endsFirst });
  });

  test("are fewer where each has a disk: 8 on such a machine", () => {
    const hub = { ...users, ...login, storage: { storageClass: "managed-csi" } };
    expect(nodes({}, hub)).toMatchObject({ each: 8, endsFirst: "disks", count: 10, disks: 80 });
  });

  test("are not fewer where each has a share of files", () => {
    const hub = { ...users, ...login, storage: { storageClass: "azurefile-csi" } };
    expect(nodes({}, hub)).toMatchObject({ each: 43, disks: 0 });
  });

  test("are as many where builds have no nodes of their own: their daemon is kept off the event's", () => {
    const hub = { "azure.pools": { users: pools.users } };
    expect(nodes({}, hub)).toMatchObject({ each: 43, pulls: 2 });
  });

  test("are fewer where the daemon of builds tolerates everything: it has 256 MiB on each", () => {
    const hub = { "azure.pools": { users: pools.users }, extraValues: { tolerations: [{ operator: "Exists" }] } };
    // (11189 - 256) / 256
    expect(nodes({}, hub).each).toBe(42);
  });

  test("know no memory of their own if only the limit is said: what is set aside stays", () => {
    expect(nodes({ perPerson: { memory: "8G" } }).each).toBe(43);
    expect(plan({ perPerson: { memory: "128M" } }).person).toMatchObject({ memory: "128M", memoryGuarantee: "128M" });
  });
});

test("200 people of 1 GiB need 20 nodes, 84 cores with the spare one, and addresses for 21", () => {
  expect(nodes({ people: 200, perPerson: { memoryGuarantee: "1G" } })).toEqual({
    ...{ vmSize: "Standard_D4s_v5", each: 10, endsFirst: "memory", count: 20, spare: 1, seats: 200, cores: 84 },
    ...{ family: "standardDSv5Family", addresses: 21 * 256, disks: 0, memoryEach: 1118 },
    pulls: 20,
  });
});

describe("the size of the nodes", () => {
  test("is that of the first pool for people that is neither of spot nodes nor of GPUs", () => {
    const more = {
      gpus: { role: "user", vmSize: "Standard_NC4as_T4_v3", gpu: true },
      cheap: { role: "user", vmSize: "Standard_D2s_v5", spot: true },
      users: { role: "user", vmSize: "Standard_D8s_v5" },
    };
    expect(nodes({}, { "azure.pools": more }).vmSize).toBe("Standard_D8s_v5");
  });

  test.each([
    // 2 cores: 8192 - 264 - 2048 - 100 - 570 - 1 = 5209, so 20 on a node.
    [200, "Standard_D2s_v5", 20],
    [201, "Standard_D4s_v5", 43],
  ])("is the smallest of which ten are enough, without a pool: for %i, %s", (people, vmSize, each) => {
    expect(nodes({ people }, {})).toMatchObject({ vmSize, each });
  });
});

describe("people who come", () => {
  test("start as many servers at a moment as begin in the half minute that one takes", () => {
    // 200 in 3 minutes: 67 a minute, 33.3 in half a minute.
    expect(plan({ people: 200, arriveWithin: "3m" }).arrival).toEqual({ perMinute: 67, atOnce: 34, limit: 64 });
  });

  test("start three times as many where a disk is attached to each", () => {
    const hub = { ...users, ...login, storage: { size: "1Gi" } };
    expect(plan({ people: 100, arriveWithin: "5m" }, hub).arrival.atOnce).toBe(30);
  });

  test("have the limit that extra values set, or none", () => {
    const limited = (limit: number) => plan({}, { ...users, "extraValues.jupyterhub.hub.concurrentSpawnLimit": limit });
    expect(limited(100).arrival.limit).toBe(100);
    expect(limited(0).arrival.limit).toBeUndefined();
  });
});

/** Disks of machines, as the driver's table has them. */
test.each([
  ...([
    ["Standard_D2s_v5", 4],
    ["Standard_D4s_v5", 8],
    ["Standard_D8s_v5", 16],
    ["Standard_D16s_v5", 32],
  ] as const),
  ...([
    ["Standard_D48s_v5", 32],
    ["Standard_E4s_v5", 8],
    ["Standard_F2s_v2", 4],
    ["Standard_L8s_v3", 16],
  ] as const),
  ...([
    ["Standard_DS2_v2", 8],
    ["Standard_DS4_v2", 32],
    ["Standard_DS12_v2", 16],
    ["Standard_D8as_v6", 16],
  ] as const),
  ...([
    ["Standard_D2s_v6", 8],
    ["Standard_D4s_v6", 12],
    ["Standard_D8s_v6", 24],
    ["Standard_D16s_v6", 48],
  ] as const),
  ...([
    ["Standard_E20s_v6", 48],
    ["Standard_D32s_v6", 64],
    ["Standard_D4ps_v6", 12],
    ["Standard_F4as_v6", 8],
  ] as const),
  ...([
    ["Standard_D4s_v7", undefined],
    ["Standard_X4_v9", undefined],
  ] as const),
])("a %s can have %s disks", (vmSize, disks) => {
  expect(dataDisks(vmSize)).toBe(disks);
});

const table: PriceTable = {
  currency: "EUR",
  sources: {},
  prices: {
    "vm/Standard_D4s_v5": { westeurope: [0.2, "x"] },
    "disk/P10": { westeurope: [7.3, "x"] },
    traffic: { global: [0.1, "x"] },
    "balancer-data": { global: [0.01, "x"] },
  },
};

describe("the price of an event", () => {
  const of = (more: object, prices = table) => {
    const settings = hubOf({ ...users, ...withEvents({ arriveWithin: "60m", ...more }) });
    return priceOfEvent(sure(planOf(sure(settings.events?.[0], "event"), settings), "plan"), settings, prices);
  };

  // 20 nodes from 09:30 to 12:45: 65 × (0.20 + 7.30 / 730) = 13.65. 200 people from 10:00 to 12:30, 0.02 GB: 10 GB × 0.11 = 1.10.
  // At most 21 nodes until 13:00: 73.5 × 0.21 = 15.435. People from 09:30 on, and as long as there are nodes: 14 GB × 0.11 = 1.54.
  test("is that of its nodes' hours, their disks, and what servers send", () => {
    const { likely, most, ...others } = of({ people: 200, perPerson: { memoryGuarantee: "1G" } });
    expect(likely).toBeCloseTo(14.75, 6);
    expect(most).toBeCloseTo(16.975, 6);
    expect(others).toEqual({ currency: "EUR", missing: [] });
  });

  test("says what has no price", () => {
    const prices = Object.fromEntries(Object.entries(table.prices).filter(([meter]) => !meter.startsWith("vm/")));
    expect(of({}, { ...table, prices }).missing).toEqual(["vm/Standard_D4s_v5"]);
  });
});

describe("events of the same moment", () => {
  const together = (...events: readonly object[]) => {
    const settings = hubOf({
      ...users,
      ...withEvents(...events.map((more, index) => ({ repository: `https://github.com/a/b${index}`, ...more }))),
    });
    return groups(plansOf(settings.events ?? [], settings)).map(namesOf);
  };

  test("are those that have nodes when one more begins", () => {
    expect(
      together(
        { name: "a" },
        { name: "b", start: "2027-03-04 11:30", end: "14:00" },
        { name: "c", start: "2027-03-04 14:00", end: "15:00" },
      ),
    ).toEqual(["a", "a, b", "b, c"]);
  });

  test("are not those whose nodes are gone", () => {
    expect(together({ name: "a" }, { name: "b", start: "2027-03-04 13:00", end: "14:00" })).toEqual(["a", "b"]);
  });
});

describe("for any number of people, and whatever each has", () => {
  const settings = hubOf({ ...users, ...withEvents({}) });
  const workshop = sure(settings.events?.[0], "event");
  const person = fc.record({
    memoryGuarantee: fc.constantFrom("16M", "256M", "1G", "3G", "10G"),
    memory: fc.constant("10G"),
    cpuGuarantee: fc.constantFrom(0.01, 0.05, 0.5, 2, 3.5),
    cpu: fc.constant(4),
  });
  const vmSize = fc.constantFrom(undefined, "Standard_D4s_v5", "Standard_D8s_v5", "Standard_E16s_v5");
  const people = fc.integer({ min: 1, max: 2000 });
  const nodesOf = (event: Event) => sure(planOf(event, settings)?.nodes, "nodes");

  test("everybody has a seat, and no node is left out", () => {
    fc.assert(
      fc.property(people, person, vmSize, (count, perPerson, size) => {
        const found = nodesOf({ ...workshop, people: count, perPerson, vmSize: size });
        expect(found.seats).toBeGreaterThanOrEqual(count);
        expect((found.count - 1) * found.each).toBeLessThan(count);
      }),
    );
  });

  test("more people never need less", () => {
    fc.assert(
      fc.property(people, people, person, vmSize, (one, other, perPerson, size) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)].map((count) =>
          sure(planOf({ ...workshop, people: count, perPerson, vmSize: size }, settings), "plan"),
        );
        expect(many?.nodes?.cores).toBeGreaterThanOrEqual(few?.nodes?.cores ?? Infinity);
        expect(many?.arrival.atOnce).toBeGreaterThanOrEqual(few?.arrival.atOnce ?? Infinity);
        const [cheap, dear] = [few, many].map((plan) => priceOfEvent(sure(plan, "plan"), settings).likely);
        expect(dear).toBeGreaterThanOrEqual(cheap ?? Infinity);
      }),
    );
  });
});
