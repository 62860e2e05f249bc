import * as fc from "fast-check";
import { planOf } from "../../../components/events/plan";
import { type Asked } from "../../../settings/settings";
import { type Costly } from "../../../components/cost/estimate";
import { type PriceTable } from "../../../components/cost/prices";

/** What happens in a month to a stack. Each number is from 0 to 1 unless it says otherwise. */
export interface Happenings {
  /** Days of the month. */
  readonly days: number;
  /** How busy the hub is in each of 24 hours of a working day, as a part of what it can hold. */
  readonly hours: readonly number[];
  /** How much busier or quieter a day is than that: one for each day, 1 is as usual. */
  readonly eachDay: readonly number[];
  /** Times that Azure replaces all nodes, and the minutes that one node takes. */
  readonly upgrades: number;
  readonly minutesPerNode: number;
  /** Where between the spot price and the usual one Azure's price for spot nodes is, in each hour of a day. */
  readonly spot: readonly number[];
  /** The part of the people who have a volume, of the daily cap of logs, of the images, of what a backup may take. */
  readonly volumes: number;
  readonly logs: number;
  readonly images: number;
  readonly backups: number;
  readonly series: number;
}

const part = fc.double({ min: 0, max: 1, noNaN: true });
const full = fc.oneof(part, fc.constantFrom(0, 1));

const anyMonth: fc.Arbitrary<Happenings> = fc.record({
  days: fc.integer({ min: 28, max: 31 }),
  hours: fc.oneof(
    fc.array(full, { minLength: 24, maxLength: 24 }),
    fc.constant(Array.from({ length: 24 }, () => 1)),
    fc.constant(Array.from({ length: 24 }, () => 0)),
  ),
  eachDay: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 31, maxLength: 31 }),
  upgrades: fc.integer({ min: 0, max: 6 }),
  minutesPerNode: fc.integer({ min: 5, max: 45 }),
  spot: fc.array(part, { minLength: 24, maxLength: 24 }),
  ...{ volumes: full, logs: full, images: full, backups: full, series: full },
});

/** A month of 31 days in which everything is at its most. */
const worst: Happenings = {
  ...{ days: 31, hours: Array.from({ length: 24 }, () => 1), eachDay: Array.from({ length: 31 }, () => 1) },
  ...{ upgrades: 6, minutesPerNode: 45, spot: Array.from({ length: 24 }, () => 1) },
  ...{ volumes: 1, logs: 1, images: 1, backups: 1, series: 1 },
};

/** A February in which nothing happens. */
const best: Happenings = {
  ...{ days: 28, hours: Array.from({ length: 24 }, () => 0), eachDay: worst.eachDay },
  ...{ upgrades: 0, minutesPerNode: 5, spot: Array.from({ length: 24 }, () => 0) },
  ...{ volumes: 0, logs: 0, images: 0, backups: 0, series: 0 },
};

export const happenings: fc.Arbitrary<Happenings> = fc.oneof(
  { weight: 4, arbitrary: anyMonth },
  fc.constantFrom(worst, best),
);

/** Gigabytes of images in a registry's price, by tier. @see https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const inPrice: Readonly<Record<string, number>> = { Basic: 10, Standard: 100, Premium: 500 };

/** What else is billed. */
type Billable = Pick<Asked, "exposure" | "registry" | "storage" | "backup" | "monitoring" | "schedule" | "events">;

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
function heldIn(days: number, schedule: NonNullable<Billable["schedule"]>): readonly Held[] {
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
function runsIn(days: number, schedule: NonNullable<Billable["schedule"]>): readonly boolean[] {
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

/** Sizes of disks in GiB. @see https://learn.microsoft.com/azure/virtual-machines/disks-types */
const disks = [4, 8, 16, 32, 64, 128, 256, 512, 1024];
const diskNames = [1, 2, 3, 4, 6, 10, 15, 20, 30];

/**
 * The bill of a month, hour by hour, as Azure would write it: of the nodes that run in that hour, of what is stored, of what leaves. It knows nothing of the
 * estimate: it begins from what is made in Azure.
 */
export function billOf(settings: Costly & Billable, room: number, seen: Happenings, table: PriceTable): number {
  const { azure, cost, exposure, registry, storage, backup, monitoring, location, schedule, events = [] } = settings;
  const price = (meter: string): number => {
    const found = table.prices[meter]?.[location] ?? table.prices[meter]?.global;
    if (found === undefined) throw new Error(`no price for ${meter}`);
    return found[0];
  };
  const cores = (size: string) => Number(/\d+/.exec(size)?.[0]);
  const osDisk = (size: string) => {
    // D4ds has a disk of its own of 150 GiB.
    if (size === "Standard_D4ds_v5") return 0;
    return price(cores(size) < 8 ? "disk/P10" : cores(size) < 16 ? "disk/P15" : "disk/P20") / 730;
  };
  const disk = (letter: string, gib: number) =>
    price(`disk/${letter}${diskNames[disks.findIndex((most) => gib <= most)] ?? 0}`) / 730;
  const hours = seen.days * 24;
  const places = Math.min(room, settings.limits.totalQuota ?? Infinity);
  const held = schedule && heldIn(seen.days, schedule);
  const runs = schedule?.sleep === "cluster" ? runsIn(seen.days, schedule) : undefined;
  let bill = 0;
  for (let hour = 0; hour < hours; hour += 1) {
    const busy = Math.min(1, (seen.hours[hour % 24] ?? 0) * (seen.eachDay[Math.floor(hour / 24)] ?? 1));
    // Nodes.
    const up = runs?.slice(hour * 6, hour * 6 + 6);
    const running = up === undefined ? 1 : up.filter(Boolean).length / up.length;
    bill += running * azure.nodeCount * (price(`vm/${azure.vmSize}`) + osDisk(azure.vmSize));
    for (const pool of Object.values(azure.pools)) {
      const now = held?.slice(hour * 6, hour * 6 + 6) ?? (["open"] as const);
      const each = {
        open: Math.round(pool.min + (pool.max - pool.min) * busy),
        ...{ leaving: Math.round(pool.max * busy), asleep: 0 },
      };
      const nodes = now.reduce((sum, one) => sum + each[one], 0) / now.length;
      const usual = price(`vm/${pool.vmSize}`);
      const cheap = pool.spot ? price(`spot/${pool.vmSize}`) : usual;
      bill += nodes * (cheap + (usual - cheap) * (seen.spot[hour % 24] ?? 0) + osDisk(pool.vmSize));
    }
    // The way in and out: the nodes' own address, the hub's, and the balancer.
    const addresses = 1 + { loadBalancer: 2, singleHost: 1, nodePort: 0, clusterIP: 0 }[exposure.type];
    bill += addresses * price("address") + price("balancer");
    const isAwake = held === undefined || held.slice(hour * 6, hour * 6 + 6).includes("open");
    const servers = isAwake ? Math.floor(places * busy) : 0;
    bill += servers * cost.traffic * (price("traffic") + price("balancer-data"));
    if (azure.tier !== "Free") bill += running * price(`control/${azure.tier}`);
    // Disks of the hub, of people, of what watches.
    bill += disk("E", 1);
    if (monitoring.type === "inCluster") bill += disk("E", 20);
    if (storage !== undefined) {
      const volumes = Math.floor((cost.people ?? 0) * seen.volumes);
      const gib = Number.parseInt(storage.size);
      bill +=
        volumes *
        (storage.storageClass === "azurefile-csi"
          ? (gib * price("files-standard")) / hours
          : disk(storage.storageClass === "managed-csi-premium" ? "P" : "E", gib));
    }
    if (monitoring.type === "azure") {
      bill += ((300 + 4700 * seen.series) * 60 * price("metrics-taken")) / 1e7;
      // Three places, every 15 minutes, where the page can be seen from outside.
      if (exposure.type !== "clusterIP" && schedule?.sleep !== "cluster") bill += 3 * 4 * price("web-test");
      bill += (seen.logs * monitoring.logs.dailyCap * price("logs-taken")) / 24;
    }
  }
  // One more node in each pool while Azure upgrades; of the system pool's, one for each ten.
  const surge = (size: string, nodes: number, more: number) =>
    ((more * Math.ceil(nodes / more) * seen.minutesPerNode) / 60) * (price(`vm/${size}`) + osDisk(size));
  for (let upgrade = 0; upgrade < seen.upgrades; upgrade += 1) {
    bill += surge(azure.vmSize, azure.nodeCount, Math.ceil(azure.nodeCount / 10));
    for (const { spot, vmSize, max } of Object.values(azure.pools)) if (!spot) bill += surge(vmSize, max, 1);
  }
  // Workshops: of a month of 31 days, those in March; of one of 30, that in April. From half an hour before to half an hour after: 7 hours.
  const month = seen.days === 31 ? "2027-03" : seen.days === 30 ? "2027-04" : "none";
  for (const event of events.filter(({ start }) => start.startsWith(month))) {
    const { nodes } = planOf(event, { ...settings, platform: "azure" }) ?? {};
    if (nodes === undefined) throw new Error(`${event.name} has no nodes`);
    const failed = seen.images > 0.5 ? 1 : 0;
    bill += (nodes.count + failed) * 7 * (price(`vm/${nodes.vmSize}`) + osDisk(nodes.vmSize));
    bill += event.people * 6.5 * cost.traffic * (price("traffic") + price("balancer-data"));
  }
  if (registry.type === "azure") {
    bill += seen.days * price(`registry/${registry.sku}`);
    bill += Math.max(0, cost.images * seen.images - (inPrice[registry.sku] ?? 0)) * price("registry-storage");
  }
  if (monitoring.type === "azure") {
    bill += seen.logs * monitoring.logs.dailyCap * Math.max(0, monitoring.logs.keep - 31) * price("logs-kept");
  }
  if (backup.type === "azure") {
    const volumes = 1 + (storage === undefined ? 0 : Number.parseInt(storage.size) * (cost.people ?? 0));
    bill += seen.backups * 2 * volumes * price("blobs/GRS");
  }
  return bill;
}
