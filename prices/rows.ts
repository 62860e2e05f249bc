import * as z from "zod";
import { knownSize } from "../components/cluster/vm-sizes";
import { type Kind, kindOf } from "../components/cost/meters";
import { type PriceTable } from "../components/cost/prices";

/**
 * A row of Azure's price list, as far as it is read.
 * @see https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
 */
const row = z.object({
  currencyCode: z.string(),
  /** Units that are used before this price begins. */
  tierMinimumUnits: z.number(),
  retailPrice: z.number(),
  unitOfMeasure: z.string(),
  effectiveStartDate: z.string(),
  /** Absent while nobody has set an end. */
  effectiveEndDate: z.string().nullish(),
  armRegionName: z.string(),
  meterName: z.string(),
  productName: z.string(),
  skuName: z.string(),
  serviceName: z.string(),
  armSkuName: z.string().nullish(),
  /** `Consumption`, or a reservation. */
  type: z.string(),
});

export type Row = z.output<typeof row>;

/** A page of the list. */
export const page = z.object({ Items: z.array(row), NextPageLink: z.string().nullish() });

/** Rows that have one meaning: what they are called in the list, and here. */
const named: readonly (readonly [service: string, product: RegExp, meter: RegExp, here: string])[] = [
  ["Virtual Network", /^IP Addresses$/, /^Standard IPv4 Static Public IP$/, "address"],
  ["Load Balancer", /^Load Balancer$/, /^Standard Included LB Rules and Outbound Rules$/, "balancer"],
  ["Load Balancer", /^Load Balancer$/, /^Standard Data Processed$/, "balancer-data"],
  ["Azure Kubernetes Service", /./, /^Standard Uptime SLA$/, "control/Standard"],
  ["Azure Kubernetes Service", /./, /^Standard Long Term Support$/, "control/Premium"],
  ["Azure Kubernetes Service", /./, /^FreeTierInfrastructureCost Uptime SLA$/, "control/Free"],
  ["Container Registry", /^Container Registry$/, /^(Basic|Standard|Premium) Registry Unit$/, "registry/$1"],
  ["Container Registry", /^Container Registry$/, /^Data Stored$/, "registry-storage"],
  ["Storage", /^(?:Premium|Standard) SSD Managed Disks$/, /^([PE]\d+) LRS Disk$/, "disk/$1"],
  ["Storage", /^(?:Premium|Standard) SSD Managed Disks$/, /^([PE]\d+) ZRS Disk$/, "disk/$1-ZRS"],
  ["Storage", /^Files v2$/, /^LRS Data Stored$/, "files-standard"],
  ["Storage", /^Premium Files$/, /^Premium LRS Provisioned$/, "files-premium"],
  ["Storage", /^General Block Blob v2$/, /^Hot (LRS|ZRS|GRS|GZRS) Data Stored$/, "blobs/$1"],
  ["Log Analytics", /^Log Analytics$/, /^Analytics Logs Data Ingestion$/, "logs-taken"],
  ["Log Analytics", /^Log Analytics$/, /^Analytics Logs Data Retention$/, "logs-kept"],
  ["Azure Monitor", /^Azure Monitor$/, /^Metrics ingestion Metric samples$/, "metrics-taken"],
  ["Azure Monitor", /^Azure Monitor$/, /^Standard Web Test Execution$/, "web-test"],
  ["Bandwidth", /^Rtn Preference: MGN$/, /^Standard Data Transfer Out$/, "traffic"],
];

const hour = /^1[ /]Hour$/;
const gb = /^1 GB$/;
const gbMonth = /^1 Gi?B\/Month$/;

/** What the list's prices are for, by what they are called here: the same as in `meters.ts`. */
const units: Readonly<Record<Kind, RegExp>> = {
  ...{ vm: hour, spot: hour, address: hour, balancer: hour, control: hour },
  ...{ disk: /^1\/Month$/, registry: /^1\/Day$/ },
  ...{ "registry-storage": gbMonth, "files-standard": gbMonth, "files-premium": gbMonth, blobs: gbMonth },
  ...{ "balancer-data": gb, traffic: gb, "logs-taken": gb, "logs-kept": gbMonth },
  ...{ "metrics-taken": /^10M$/, "web-test": /^1$/ },
};

/** Services whose prices are in the table. */
export const services = [...new Set(["Virtual Machines", ...named.map(([service]) => service)])];

/** What a row is called here. `undefined` if its price is not in the table. */
export function meterOf({ serviceName, productName, meterName, armSkuName, type }: Row): string | undefined {
  if (type !== "Consumption") return undefined;
  if (serviceName === "Virtual Machines") {
    const size = armSkuName ?? "";
    // Rows of Windows and of Cloud Services have the same size, and another price.
    if (knownSize(size) === undefined || /Windows|Cloud ?Services/.test(productName)) return undefined;
    if (meterName.endsWith(" Low Priority")) return undefined;
    return `${meterName.endsWith(" Spot") ? "spot" : "vm"}/${size}`;
  }
  const found = named.find(
    ([service, product, meter]) => service === serviceName && product.test(productName) && meter.test(meterName),
  );
  return found && meterName.replace(found[2], found[3]);
}

/**
 * Whether a price holds on a day. The list keeps prices that have ended, beside those that follow them: such a row ends before it starts. It has prices
 * of days to come, too.
 */
function holdsOn(date: string, { effectiveStartDate, effectiveEndDate }: Row): boolean {
  const [day, start] = [Date.parse(date), Date.parse(effectiveStartDate)];
  return start <= day && Date.parse(effectiveEndDate ?? "9999-12-31") > day;
}

/** Whether a row counts and not another one of the same meter: the first step of a price, and of two such rows the later. */
function isBefore(one: Row, other: Row): boolean {
  return one.tierMinimumUnits === other.tierMinimumUnits
    ? Date.parse(one.effectiveStartDate) > Date.parse(other.effectiveStartDate)
    : one.tierMinimumUnits < other.tierMinimumUnits;
}

/** Refuses a row whose number means something else than the table's. */
function checked(meter: string, one: Row, currency: string): void {
  const { currencyCode, unitOfMeasure } = one;
  if (currencyCode !== currency)
    throw new Error(`Azure's price list has ${meter} in ${currencyCode}, and was asked for ${currency}.`);
  const kind = kindOf(meter);
  if (kind !== undefined && !units[kind].test(unitOfMeasure))
    throw new Error(
      `Azure's price list has ${meter} for "${unitOfMeasure}", which the program does not know: nothing has been written.`,
    );
}

/**
 * A table with what the rows say in place of what it said of their regions. Of a price in steps, the first step that is not free counts.
 *
 * @param old in another currency, nothing of it stays
 * @param date the day on which prices hold
 * @throws Error if a row is for another unit, or in another currency
 */
export function tableOf(
  rows: readonly Row[],
  {
    currency,
    old,
    date,
    url,
  }: { readonly currency: string; readonly old: PriceTable; readonly date: string; readonly url: string },
): PriceTable {
  const firstPaid = new Map<string, Row>();
  for (const one of rows) {
    const meter = meterOf(one);
    if (meter === undefined || one.retailPrice === 0 || !holdsOn(date, one)) continue;
    checked(meter, one, currency);
    const key = JSON.stringify([meter, regionOf(one)]);
    const other = firstPaid.get(key);
    if (other === undefined || isBefore(one, other)) firstPaid.set(key, one);
  }
  const source = `list-${date}`;
  const regions = new Set(rows.map(regionOf));
  const cells: [meter: string, region: string, price: number, source: string][] = [];
  for (const [meter, prices] of Object.entries(old.currency === currency ? old.prices : {})) {
    for (const [region, [price, from]] of Object.entries(prices)) {
      if (!regions.has(region)) cells.push([meter, region, price, from]);
    }
  }
  for (const [key, { retailPrice }] of firstPaid) {
    const [meter = "", region = ""] = JSON.parse(key) as string[];
    cells.push([meter, region, retailPrice, source]);
  }
  cells.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const prices: PriceTable["prices"] = {};
  for (const [meter, region, price, from] of cells) (prices[meter] ??= {})[region] = [price, from];
  const used = new Set(cells.map(([, , , from]) => from));
  const sources = { ...old.sources, [source]: { url, date, what: "Azure's own price list" } };
  return { currency, sources: Object.fromEntries(Object.entries(sources).filter(([name]) => used.has(name))), prices };
}

function regionOf({ armRegionName }: Row): string {
  return armRegionName === "Global" || armRegionName === "" ? "global" : armRegionName;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
