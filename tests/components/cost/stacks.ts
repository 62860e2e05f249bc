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

const pool = fc
  .record({
    role: fc.constantFrom("user", "user", "build"),
    vmSize: fc.constantFrom(...sizes),
    min: fc.integer({ min: 0, max: 4 }),
    more: fc.integer({ min: 0, max: 12 }),
    spot: fc.constantFrom(false, false, true),
  })
  .map(({ min, more, role, spot, vmSize }) => ({
    ...{ role, vmSize, min, max: Math.max(1, min + more) },
    ...(role === "user" && { spot }),
  }));

const login = {
  exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "hub@example.org" } },
  auth: { type: "github", clientId: "Iv1.0123456789abcdef", allowedUsers: ["ada"] },
  authClientSecret: "s3cret",
};

const stopped = { sleep: "cluster", tell: ["hub@example.org"] };

/** Workshops on Thursdays in March, of which there may be two, and one in April. */
function eventsOf(people: number, vmSize: string, two: boolean): readonly object[] {
  const event = (name: string, date: string) => ({
    ...{ name, repository: `https://github.com/mygroup/${name}`, people, vmSize },
    ...{ start: `${date} 10:00`, end: "16:00", timeZone: "Europe/Berlin", arriveWithin: "60m" },
  });
  return [event("first", "2027-03-04"), event("april", "2027-04-15"), ...(two ? [event("other", "2027-03-11")] : [])];
}

/** Edits of stacks in Azure, of all kinds of things that are billed. */
export const costlyStacks: fc.Arbitrary<Edits> = fc
  .record({
    "azure-native:location": fc.constantFrom("westeurope", "northeurope", "swedencentral"),
    "azure.nodeCount": fc.integer({ min: 1, max: 12 }),
    "azure.vmSize": fc.constantFrom(...sizes),
    "azure.tier": fc.constantFrom("Free", "Standard"),
    "azure.pools": fc.dictionary(fc.constantFrom("a", "b", "c"), pool, { maxKeys: 3 }),
    exposure: fc.constantFrom<object>({ type: "loadBalancer" }, { type: "singleHost" }, { type: "clusterIP" }),
    registry: fc.constantFrom<object>(
      { type: "dockerHub", username: "jdoe", prefix: "binder-dev" },
      ...["Basic", "Standard", "Premium"].map((sku) => ({ type: "azure", name: "mygroupbinder", prefix: "a", sku })),
    ),
    storage: optional(
      fc.record({
        size: fc.constantFrom("1Gi", "10Gi", "100Gi"),
        storageClass: fc.constantFrom("managed-csi", "managed-csi-premium", "azurefile-csi"),
      }),
    ),
    backup: fc.constantFrom<object>(
      { type: "none" },
      { type: "azure", account: "mybackup", redundancy: "GRS", at: "15:30" },
    ),
    monitoring: fc.constantFrom<object>(
      { type: "none" },
      { type: "inCluster", size: "20Gi" },
      { type: "azure", logs: { dailyCap: 2, keep: 90 } },
    ),
    schedule: fc.constantFrom<object | undefined>(
      ...[undefined, undefined],
      { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin" },
      { up: "Sat,Sun 10:00", down: "16:30", timeZone: "America/New_York" },
      { up: "Mon-Fri 07:30", down: "19:00", timeZone: "Europe/Berlin", ...stopped },
      { up: "Sat,Sun 10:00", down: "16:30", timeZone: "America/New_York", ...stopped },
    ),
    workshops: optional(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(...sizes), fc.boolean())).map(
      (some) => some && eventsOf(...some),
    ),
    "scheduling.placeholders": fc.constantFrom(0, 0, 2),
    "limits.totalQuota": optional(fc.integer({ min: 1, max: 400 })),
    cost: fc.record({
      people: fc.integer({ min: 1, max: 400 }),
      hoursPerWeek: fc.integer({ min: 1, max: 60 }),
      busyHours: fc.integer({ min: 5, max: 168 }),
      images: fc.integer({ min: 0, max: 1000 }),
      traffic: fc.constantFrom(0, 0.02, 0.5),
    }),
  })
  .map(({ registry, storage, workshops, ...edits }) => ({
    ...edits,
    // On weekends, the hub with hours on weekdays sleeps; and the other way round.
    ...(workshops !== undefined && !JSON.stringify(edits.schedule ?? "").includes("Sat") && { events: workshops }),
    registry,
    ...(storage !== undefined && { ...login, storage }),
    ...("username" in registry ? {} : { registryPassword: undefined }),
  }));

/** Secrets of the stacks. */
export const costlySecrets = ["binderhub:registryPassword", "binderhub:authClientSecret"];
