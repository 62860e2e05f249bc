import * as fc from "fast-check";
import { type Settings } from "../../../settings/settings";
import { type Made, type MadeClaim, type MadePool } from "./made";

/** What happens in a month to a stack. Each number is from 0 to 1 unless it says otherwise. */
export interface Happenings {
  /** Days of the month. */
  readonly days: number;
  /** How busy the hub is in each of 24 hours of a working day, as a part of what it can hold. */
  readonly hours: readonly number[];
  /** How much busier or quieter a day is than that: one for each day, 1 is as usual. */
  readonly eachDay: readonly number[];
  /** Hours of a day in which somebody wakes a hub that visitors may wake, if the number is above a half. */
  readonly visits: readonly number[];
  /** Times that Azure replaces all nodes, and the minutes that one node takes. */
  readonly upgrades: number;
  readonly minutesPerNode: number;
  /** Where between the spot price and the usual one Azure's price for spot nodes is, in each hour of a day. */
  readonly spot: readonly number[];
  /** The part of the people who have a volume, and how full file shares are. */
  readonly volumes: number;
  /** What programs write into the log on each day, in parts of the daily cap: up to 3. Of it, what is of launches; and how late Azure stops. */
  readonly logs: readonly number[];
  readonly launches: number;
  readonly late: number;
  /** Of what is assumed at most: images, backups, numbers of the hub's own parts and of a node. */
  readonly images: number;
  readonly backups: number;
  readonly hubNumbers: number;
  readonly nodeNumbers: number;
  /** Of an event: whether a node fails, how early people come, and how long nodes stay. */
  readonly failed: boolean;
  readonly early: number;
  readonly lingers: number;
}

const part = fc.double({ min: 0, max: 1, noNaN: true });
const full = fc.oneof(part, fc.constantFrom(0, 1));
const many = (length: number, max = 1) =>
  fc.array(fc.oneof(fc.double({ min: 0, max, noNaN: true }), fc.constantFrom(0, max)), {
    minLength: length,
    maxLength: length,
  });
const all = (length: number, value: number) => Array.from({ length }, () => value);

const anyMonth: fc.Arbitrary<Happenings> = fc.record({
  days: fc.integer({ min: 28, max: 31 }),
  hours: fc.oneof(many(24), fc.constantFrom(all(24, 1), all(24, 0))),
  ...{ eachDay: many(31, 3), visits: many(24), spot: many(24), logs: many(31, 3) },
  upgrades: fc.integer({ min: 0, max: 6 }),
  minutesPerNode: fc.integer({ min: 5, max: 45 }),
  ...{ volumes: full, launches: full, late: full, images: full, backups: full, hubNumbers: full, nodeNumbers: full },
  ...{ failed: fc.boolean(), early: full, lingers: full },
});

/** A month of 31 days in which everything is at its most. */
const worst: Happenings = {
  ...{ days: 31, hours: all(24, 1), eachDay: all(31, 1), visits: all(24, 1), upgrades: 6, minutesPerNode: 45 },
  ...{ spot: all(24, 1), volumes: 1, logs: all(31, 3), launches: 1, late: 1, images: 1, backups: 1 },
  ...{ hubNumbers: 1, nodeNumbers: 1, failed: true, early: 1, lingers: 1 },
};

/** A February in which nothing happens. */
const best: Happenings = {
  ...{ days: 28, hours: all(24, 0), eachDay: all(31, 1), visits: all(24, 0), upgrades: 0, minutesPerNode: 5 },
  ...{ spot: all(24, 0), volumes: 0, logs: all(31, 0), launches: 0, late: 0, images: 0, backups: 0 },
  ...{ hubNumbers: 0, nodeNumbers: 0, failed: false, early: 0, lingers: 0 },
};

/** Some months for each stack, among them the two that are the most and the least. */
export const months: fc.Arbitrary<readonly Happenings[]> = fc
  .array(anyMonth, { minLength: 6, maxLength: 6 })
  .map((some) => [...some, worst, best]);

/** What people do, and are told: nothing of it is the bill's. */
export type Asked = Pick<Settings, "cost" | "schedule" | "events"> & {
  readonly azure: { readonly pools: Readonly<Record<string, { readonly min: number }>> };
  /** Servers for which there is room, and that the quota lets in. */
  readonly places: number;
};

type Schedule = NonNullable<Settings["schedule"]>;

/** Months with so many days. */
const monthWith: Readonly<Record<number, readonly [year: number, month: number]>> = {
  28: [2027, 1],
  29: [2028, 1],
  30: [2027, 3],
  31: [2027, 2],
};

/** Whether pools have their nodes: `open` from before the opening to the end, `leaving` while servers may go on and nodes are removed. */
type Held = "open" | "leaving" | "asleep";

const steps = new Map<string, readonly Held[]>();

/** The same for each ten minutes of a month, as clocks in the zone show it. Only for schedules that end on the day on which they begin. */
function heldIn(days: number, schedule: Schedule): readonly Held[] {
  const key = JSON.stringify([days, schedule]);
  const known = steps.get(key);
  if (known !== undefined) return known;
  const [year, month] = monthWith[days] ?? [2027, 0];
  const clock = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: schedule.timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const [days7 = "", up = ""] = schedule.up.split(" ");
  const open = days7 === "Mon-Fri" ? ["Mon", "Tue", "Wed", "Thu", "Fri"] : days7.split(",");
  const found = Array.from({ length: days * 144 }, (_, step): Held => {
    const parts = clock.formatToParts(Date.UTC(year, month, 1) + step * 600_000);
    const [weekday = "", hour = "", minute = ""] = ["weekday", "hour", "minute"].map(
      (type) => parts.find((part) => part.type === type)?.value,
    );
    const now = Number(hour) * 60 + Number(minute);
    if (!open.includes(weekday) || now < minutes(up) - 20) return "asleep";
    return now < minutes(schedule.down) ? "open" : now < minutes(schedule.down) + 80 ? "leaving" : "asleep";
  });
  steps.set(key, found);
  return found;
}

/** Whether the cluster runs, for each ten minutes of a month: from half an hour before the opening until it is stopped, and for maintenance. */
function runsIn(days: number, schedule: Schedule): readonly boolean[] {
  const [year, month] = monthWith[days] ?? [2027, 0];
  const held = heldIn(days, schedule);
  return held.map((now, step) => {
    const isSoon = held.slice(step, step + 2).includes("open");
    const at = new Date(Date.UTC(year, month, 1) + step * 600_000);
    // The stacks have the shipped window: Sunday 02:00 to 06:00 UTC.
    const maintained = at.getUTCDay() === 0 && at.getUTCHours() >= 1 && at.getUTCHours() < 6;
    return isSoon || now !== "asleep" || maintained;
  });
}

/** Units of each meter in a month. */
export type Units = ReadonlyMap<string, number>;

/**
 * What Azure counts in a month, hour by hour, of what was made: of the nodes that run in that hour, of what is stored, of what leaves. It knows nothing of
 * the estimate. What the estimate calls assumed, nobody can know: there it draws from what is assumed.
 */
export function unitsOf(made: Made, asked: Asked, seen: Happenings): Units {
  const units = new Map<string, number>();
  const add = (meter: string, more: number) => units.set(meter, (units.get(meter) ?? 0) + more);
  const { cost, schedule, events = [], places } = asked;
  const homes = made.home === undefined ? 0 : Math.floor((cost.people ?? places) * seen.volumes);
  const ofEvents = new Map(events.map((event) => [event.name, event]));
  const numbers = { hub: 100 + 1900 * seen.hubNumbers, node: 50 + 250 * seen.nodeNumbers };
  const addNodes = ({ vmSize, spot }: Pick<MadePool, "vmSize" | "spot">, hours: number, cheap = 0) => {
    add(`vm/${vmSize}`, hours * (1 - cheap));
    if (spot) add(`spot/${vmSize}`, hours * cheap);
    const disk = osDisk(vmSize);
    if (disk !== undefined) add(disk, hours / 730);
    if (made.hasMetrics) add("metrics-taken", (hours * 60 * numbers.node) / 1e7);
  };
  const addServers = (hours: number) => {
    for (const meter of ["traffic", "balancer-data"]) add(meter, hours * cost.traffic);
    // The state of a pod is five numbers, its restarts one, what is set aside two: kube-state-metrics, docs/metrics/workload/pod-metrics.md. A volume
    // that is mounted has two more, of the kubelet.
    if (made.hasMetrics) add("metrics-taken", (hours * 60 * (8 + (made.home === undefined ? 0 : 2))) / 1e7);
  };

  const held = schedule && heldIn(seen.days, schedule);
  const runs = schedule?.sleep === "cluster" ? runsIn(seen.days, schedule) : undefined;
  for (let hour = 0; hour < seen.days * 24; hour += 1) {
    const busy = Math.min(1, (seen.hours[hour % 24] ?? 0) * (seen.eachDay[Math.floor(hour / 24)] ?? 1));
    const woken = schedule?.wakeOnVisit === true && (seen.visits[hour % 24] ?? 0) > 0.5;
    const now = woken || held === undefined ? (["open"] as const) : held.slice(hour * 6, hour * 6 + 6);
    const up = runs?.slice(hour * 6, hour * 6 + 6);
    const running = up === undefined ? 1 : up.filter(Boolean).length / up.length;
    addNodes(made.system, made.system.max * running);
    for (const pool of made.pools) {
      if (ofEvents.has(pool.name)) continue;
      const min = asked.azure.pools[pool.name]?.min ?? 0;
      const each = {
        open: Math.round(min + (pool.max - min) * busy),
        ...{ leaving: Math.round(pool.max * busy), asleep: 0 },
      };
      const nodes = now.reduce((sum, one) => sum + each[one], 0) / now.length;
      addNodes(pool, nodes, pool.spot ? 1 - (seen.spot[hour % 24] ?? 0) : 0);
    }
    const awake = now.filter((one) => one !== "asleep").length / now.length;
    addServers(Math.floor(places * busy) * awake);
    add("address", made.addresses);
    add("balancer", made.balancers);
    add("web-test", made.looks);
    if (made.tier !== "Free") add(`control/${made.tier}`, running);
    // The state of a claim is three numbers, and its size one.
    if (made.hasMetrics) add("metrics-taken", (running * 60 * (numbers.hub + 4 * homes)) / 1e7);
  }
  for (const claim of made.claims) addClaim(add, claim, made.zones, seen);
  if (made.home !== undefined) addClaim(add, made.home, made.zones, seen, homes);

  // Nodes that upgrades add: each node is replaced by one of them.
  for (const pool of [made.system, ...made.pools.filter(({ name }) => !ofEvents.has(name))]) {
    if (pool.surge > 0) addNodes(pool, (seen.upgrades * pool.max * seen.minutesPerNode) / 60);
  }
  for (const event of events) {
    const pool = made.pools.find(({ name }) => name === event.name);
    if (pool === undefined) throw new Error(`${event.name} has no pool`);
    const [start, end] = [
      instant(event.start),
      instant(event.end.includes(" ") ? event.end : `${event.start.slice(0, 10)} ${event.end}`),
    ];
    const nodesUp = start - (event.nodesUp === undefined ? 0.5 : Number.parseInt(event.nodesUp)) * hourLong;
    const leave = end + 0.5 * hourLong;
    // The job's next run within five minutes, the autoscaler's ten, and what Azure takes.
    const gone = leave + (10 + 20 * seen.lingers) * (hourLong / 60);
    addNodes(pool, (pool.max - (seen.failed ? 0 : 1)) * inMonth(nodesUp, gone, seen.days));
    addServers(event.people * inMonth(start - (start - nodesUp) * seen.early, leave, seen.days));
  }
  if (made.registry !== undefined) {
    add(`registry/${made.registry}`, seen.days);
    add("registry-storage", Math.max(0, cost.images * seen.images - (inPrice[made.registry] ?? 0)));
  }
  if (made.logs !== undefined) {
    const {
      cap,
      days: [usual = 0, ...tables],
    } = made.logs;
    const longest = Math.max(usual, ...tables);
    const taken = seen.logs.slice(0, seen.days).map((written) => Math.min(written, 1 + 0.1 * seen.late) * cap);
    add(
      "logs-taken",
      taken.reduce((sum, gb) => sum + gb, 0),
    );
    // In the price are 31 days. What is older was taken in months like this one.
    const a = taken.reduce((sum, gb) => sum + gb, 0) / seen.days;
    const beyond = (keep: number) => Math.max(0, keep - 31);
    add("logs-kept", a * (seen.launches * beyond(longest) + (1 - seen.launches) * beyond(usual)));
  }
  if (made.blobs !== undefined) {
    add(`blobs/${made.blobs}`, seen.backups * 2 * (made.kept + homes * (made.home?.gib ?? 0)));
  }
  return units;
}

/** Gigabytes of images in a registry's price, by tier. @see https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const inPrice: Readonly<Record<string, number>> = { Basic: 10, Standard: 100, Premium: 500 };

/** Sizes whose own disk takes the system. @see https://learn.microsoft.com/azure/aks/concepts-storage#default-os-disk-sizing */
const ownDisk = ["Standard_D4ds_v5", "Standard_NC4as_T4_v3"];

/** The meter of the disk that AKS gives a node. @see https://learn.microsoft.com/azure/aks/concepts-storage#default-os-disk-sizing */
function osDisk(vmSize: string): string | undefined {
  const cores = Number(/\d+/.exec(vmSize)?.[0]);
  if (ownDisk.includes(vmSize)) return undefined;
  return cores < 8 ? "disk/P10" : cores < 16 ? "disk/P15" : "disk/P20";
}

/** Sizes of disks in GiB, and their names. @see https://learn.microsoft.com/azure/virtual-machines/disks-types */
const disks = [4, 8, 16, 32, 64, 128, 256, 512, 1024];
const diskNames = [1, 2, 3, 4, 6, 10, 15, 20, 30];

/**
 * What AKS makes for a claim. A file share with HDDs is billed by what is in it, one with SSDs by its size, of 100 GiB at least.
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
 * @see https://learn.microsoft.com/azure/storage/files/understanding-billing
 */
function addClaim(
  add: (meter: string, more: number) => void,
  { gib, storageClass = "default" }: MadeClaim,
  zones: boolean,
  seen: Happenings,
  count = 1,
): void {
  const months = (seen.days * 24) / 730;
  if (storageClass === "azurefile-csi") add("files-standard", count * gib * seen.volumes);
  else if (storageClass === "azurefile-csi-premium") add("files-premium", count * Math.max(100, gib) * months);
  else {
    const name = diskNames[disks.findIndex((most) => gib <= most)] ?? NaN;
    const letter = storageClass === "managed-csi-premium" ? "P" : "E";
    add(`disk/${letter}${name}${zones ? "-ZRS" : ""}`, count * months);
  }
}

const hourLong = 3_600_000;

/** A moment in Berlin, in 2027: summer begins on 28 March. */
function instant(text: string): number {
  return Date.parse(`${text.replace(" ", "T")}:00${text < "2027-03-28 02:00" ? "+01:00" : "+02:00"}`);
}

/** The hours of a span that are in the month, which begins and ends as UTC has it. */
function inMonth(from: number, until: number, days: number): number {
  const [year, month] = monthWith[days] ?? [2027, 0];
  const [begins, ends] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
  return Math.max(0, Math.min(until, ends) - Math.max(from, begins)) / hourLong;
}
