import * as fc from "fast-check";
import { type Costly } from "../../../components/cost/estimate";
import { type Settings } from "../../../settings/settings";
import { edited, type Edits, settingsOf, type StackConfig } from "../../stack/stack";

/** What the estimate looks at, of a stack. */
export function costlyOf(edits: Edits, base?: StackConfig, secretKeys?: readonly string[]): Costly & Settings {
  return costlyIn(settingsOf(edited(edits, base), secretKeys));
}

/** The same, of its settings. */
export function costlyIn(settings: Settings): Costly & Settings {
  if (settings.place.platform !== "azure") throw new Error("it is on no cluster of Azure's");
  return { ...settings, azure: settings.place, location: settings.place.location };
}

const sizes = [
  "Standard_D2s_v5",
  "Standard_D4s_v5",
  "Standard_D8s_v5",
  "Standard_D16s_v5",
  "Standard_E8s_v5",
  "Standard_D4ds_v5",
];
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const numbers = { min: fc.integer({ min: 0, max: 4 }), more: fc.integer({ min: 0, max: 12 }) };

const pool = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        role: fc.constantFrom("user", "user", "build"),
        vmSize: fc.constantFrom(...sizes),
        ...numbers,
        spot: fc.constantFrom(false, false, true),
        zones: fc.constantFrom(undefined, undefined, ["1", "2", "3"]),
      })
      .map(({ min, more, role, spot, zones, vmSize }) => ({
        ...{ role, vmSize, min, max: Math.max(1, min + more), zones },
        ...(role === "user" && { spot }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record(numbers).map(({ min, more }) => ({
      role: "user",
      vmSize: "Standard_NC4as_T4_v3",
      gpu: true,
      min,
      max: Math.max(1, min + more),
    })),
  },
);

const login = {
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "hub@example.org" } },
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowedUsers: ["ada"] },
  authClientSecret: "s3cret",
};

const stopped = { sleep: "cluster", tell: ["hub@example.org"] };

/** Workshops on Thursdays in March, of which there may be two, one in April, and one in the night between. */
const events = fc
  .record({
    people: fc.integer({ min: 1, max: 400 }),
    vmSize: fc.constantFrom(...sizes),
    end: fc.constantFrom("11:00", "12:30", "17:00"),
    nodesUp: fc.constantFrom(undefined, "1h"),
    two: fc.boolean(),
    night: fc.boolean(),
  })
  .map(({ people, vmSize, end, nodesUp, two, night }) => {
    const event = (name: string, date: string) => ({
      ...{ name, repository: `https://github.com/mygroup/${name}`, people, vmSize, nodesUp },
      ...{ start: `${date} 09:30`, end, timeZone: "Europe/Berlin", arriveWithin: "60m" },
    });
    const late = { ...event("late", "2027-03-31"), start: "2027-03-31 22:00", end: "2027-04-01 05:00" };
    return {
      byDay: [
        event("first", "2027-03-04"),
        event("april", "2027-04-15"),
        ...(two ? [event("other", "2027-03-11")] : []),
      ],
      byNight: night ? [late] : [],
    };
  });

const privately = { type: "singleHost", internal: { address: "10.224.255.10" }, host: "hub.example.org" };

/** Edits of stacks in Azure, of all kinds of things that are billed. */
export const costlyStacks: fc.Arbitrary<Edits> = fc
  .record({
    "azure-native:location": fc.constantFrom("westeurope", "northeurope", "swedencentral"),
    "azure.nodeCount": fc.integer({ min: 1, max: 12 }),
    "azure.vmSize": fc.constantFrom(...sizes),
    "azure.tier": fc.constantFrom("Free", "Standard"),
    "azure.pools": fc.dictionary(fc.constantFrom("a", "b", "c"), pool, { maxKeys: 3 }),
    exposure: fc.constantFrom<object>(
      ...[{ type: "loadBalancer" }, { type: "singleHost" }, { type: "clusterIP" }, privately],
    ),
    registry: fc.constantFrom<object>(
      { type: "dockerHub", username: "jdoe", prefix: "binder-dev" },
      ...["Basic", "Standard", "Premium"].map((sku) => ({ type: "azure", name: "mygroupbinder", prefix: "a", sku })),
    ),
    storage: optional(
      fc.record({
        size: fc.constantFrom("1Gi", "10Gi", "100Gi"),
        storageClass: fc.constantFrom(
          ...[undefined, "managed-csi", "managed-csi-premium", "azurefile-csi", "azurefile-csi-premium"],
        ),
      }),
    ),
    folders: fc.constantFrom<object>(
      {},
      { data: { type: "new", size: "200Gi" } },
      { data: { type: "new", size: "20Gi", storageClass: "azurefile-csi-premium" } },
    ),
    backup: fc.constantFrom<object>(
      { type: "none" },
      { type: "azure", account: "mybackup", redundancy: "GRS", at: "15:30" },
    ),
    monitoring: fc.constantFrom<object>(
      { type: "none" },
      { type: "inCluster", size: "20Gi" },
      { type: "inCluster", extraValues: { server: { persistentVolume: { size: "300Gi" } } } },
      { type: "azure", logs: { dailyCap: 2, keep: 90 } },
      { type: "azure", logs: { launches: { record: false } } },
    ),
    schedule: fc.constantFrom<object | undefined>(
      ...[undefined, undefined],
      { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" },
      { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", wakeOnVisit: true },
      { up: "Sat,Sun 10:00", down: "16:30", timeZone: "America/New_York" },
      { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", ...stopped },
      { up: "Sat,Sun 10:00", down: "16:30", timeZone: "America/New_York", ...stopped },
    ),
    workshops: optional(events),
    // Values of the chart's that somebody sets by hand.
    db: fc.constantFrom<object | undefined>(
      ...[undefined, undefined],
      { type: "postgres", url: "postgresql://hub@db.example.org/hub" },
      { pvc: { storage: "1Ti", storageClassName: "managed-csi-premium" } },
    ),
    "scheduling.placeholders": fc.constantFrom(0, 0, 2),
    "limits.totalQuota": optional(fc.integer({ min: 1, max: 400 })),
    cost: fc.record({
      people: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(5000)),
      hoursPerWeek: fc.integer({ min: 1, max: 60 }),
      busyHours: fc.integer({ min: 5, max: 168 }),
      images: fc.integer({ min: 0, max: 1000 }),
      traffic: fc.constantFrom(0, 0.02, 0.5),
    }),
  })
  .map(({ registry, storage, workshops, db, ...edits }) => ({
    ...edits,
    // On weekends, the hub with hours on weekdays sleeps; and the other way round.
    ...(workshops !== undefined &&
      !JSON.stringify(edits.schedule ?? "").includes("Sat") && {
        events: [...workshops.byDay, ...(edits.schedule === undefined ? workshops.byNight : [])],
      }),
    registry,
    ...(db !== undefined && { extraValues: { jupyterhub: { hub: { db } } } }),
    ...(storage !== undefined && { ...login, storage }),
    ...("username" in registry ? {} : { registryPassword: undefined }),
  }));

/** Secrets of the stacks. */
export const costlySecrets = ["binderhub:registryPassword", "binderhub:authClientSecret"];
