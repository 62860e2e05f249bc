import { type PriceTable } from "../../components/cost/prices";
import { rowsOf } from "../../prices/list";
import { meterOf, type Row, tableOf } from "../../prices/rows";

/** A row of the list, in the form of its documentation. */
const row = (edits: Partial<Row>): Row => ({
  ...{ currencyCode: "USD", tierMinimumUnits: 0, retailPrice: 1, armRegionName: "westeurope", type: "Consumption" },
  ...{ meterName: "", productName: "", skuName: "", serviceName: "", armSkuName: null },
  ...{ unitOfMeasure: "1 Hour", effectiveStartDate: "2021-11-01T00:00:00Z" },
  ...edits,
});

const machine = (edits: Partial<Row> = {}) =>
  row({
    ...{ serviceName: "Virtual Machines", productName: "Virtual Machines Dsv5 Series", meterName: "D4s v5" },
    ...{ armSkuName: "Standard_D4s_v5", skuName: "D4s v5", retailPrice: 0.23 },
    ...edits,
  });

// Names as the list writes them, in the copies that the table's sources keep.
test.each<[string, Row, string | undefined]>([
  ["a machine", machine(), "vm/Standard_D4s_v5"],
  ["a spot machine", machine({ meterName: "D4s v5 Spot" }), "spot/Standard_D4s_v5"],
  ["a machine of the old kind of spot", machine({ meterName: "D4s v5 Low Priority" }), undefined],
  ["a machine with Windows", machine({ productName: "Virtual Machines Dsv5 Series Windows" }), undefined],
  ["a machine of Cloud Services", machine({ productName: "Dsv5 Series Cloud Services" }), undefined],
  ["a machine that is reserved", machine({ type: "Reservation" }), undefined],
  ["a machine of an unknown size", machine({ armSkuName: "Standard_Z4s_v99" }), undefined],
  [
    "a disk",
    row({ serviceName: "Storage", productName: "Premium SSD Managed Disks", meterName: "P10 LRS Disk" }),
    "disk/P10",
  ],
  [
    "a disk in several zones",
    row({ serviceName: "Storage", productName: "Standard SSD Managed Disks", meterName: "E1 ZRS Disk" }),
    "disk/E1-ZRS",
  ],
  [
    "reads of a disk",
    row({ serviceName: "Storage", productName: "Standard SSD Managed Disks", meterName: "E1 LRS Disk Operations" }),
    undefined,
  ],
  [
    "a registry",
    row({ serviceName: "Container Registry", productName: "Container Registry", meterName: "Premium Registry Unit" }),
    "registry/Premium",
  ],
  [
    "blobs",
    row({ serviceName: "Storage", productName: "General Block Blob v2", meterName: "Hot GRS Data Stored" }),
    "blobs/GRS",
  ],
])("%s is found by what the list calls it", (_what, one, meter) => {
  expect(meterOf(one)).toBe(meter);
});

const old: PriceTable = {
  currency: "USD",
  sources: {
    a: { url: "https://a.example.org", date: "2026-01-01", what: "" },
    b: { url: "https://b.example.org", date: "2026-02-01", what: "" },
  },
  prices: {
    "vm/Standard_D4s_v5": { westeurope: [0.2, "a"], eastus: [0.19, "b"] },
    address: { westeurope: [0.004, "a"] },
  },
};
const into = (rows: readonly Row[], currency = "USD") =>
  tableOf(rows, { currency, old, date: "2026-11-28", url: "https://list.example.org" });

describe("the table after a look at the list", () => {
  test("has the new prices of the region, and the old ones of the others", () => {
    const { prices, sources } = into([machine()]);
    expect(prices["vm/Standard_D4s_v5"]).toEqual({ westeurope: [0.23, "list-2026-11-28"], eastus: [0.19, "b"] });
    expect(Object.keys(sources)).toEqual(["b", "list-2026-11-28"]);
  });

  test("has nothing left of the region that the list does not have any more", () => {
    expect(into([machine()]).prices).not.toHaveProperty("address");
  });

  test("has the first price that is not free, of a price in steps", () => {
    const traffic = (tierMinimumUnits: number, retailPrice: number) =>
      row({
        ...{ serviceName: "Bandwidth", productName: "Rtn Preference: MGN", meterName: "Standard Data Transfer Out" },
        ...{ tierMinimumUnits, retailPrice, unitOfMeasure: "1 GB" },
      });
    const { prices } = into([traffic(10_335, 0.083), traffic(0, 0), traffic(100, 0.087)]);
    expect(prices.traffic?.westeurope?.[0]).toBe(0.087);
  });

  test("has nothing in another currency", () => {
    const { prices, currency } = into([machine({ retailPrice: 0.21, currencyCode: "EUR" })], "EUR");
    expect(currency).toBe("EUR");
    expect(prices).toEqual({ "vm/Standard_D4s_v5": { westeurope: [0.21, "list-2026-11-28"] } });
  });
});

describe("a price that has changed", () => {
  const now = { effectiveStartDate: "2026-08-01T00:00:00Z", retailPrice: 0.23 };
  // In this form, the list keeps prices that have ended.
  const ended = { ...now, effectiveEndDate: "2026-07-31T23:59:00Z", retailPrice: 0.01 };
  const price = (...rows: readonly Partial<Row>[]) =>
    into(rows.map(machine)).prices["vm/Standard_D4s_v5"]?.westeurope?.[0];

  test.each([
    ["before", [ended, now]],
    ["after", [now, ended]],
  ])("is the one that holds, if the one that has ended stands %s it", (_where, rows) => {
    expect(price(...rows)).toBe(0.23);
  });

  test("is not yet the one that begins later", () => {
    expect(price({ ...now, effectiveStartDate: "2027-01-01T00:00:00Z", retailPrice: 9 }, now)).toBe(0.23);
  });

  test("is still the one that will end", () => {
    expect(price({ ...now, effectiveEndDate: "2026-12-31T23:59:00Z" })).toBe(0.23);
  });

  test("is the later one of two that hold", () => {
    const old = { ...now, effectiveStartDate: "2021-11-01T00:00:00Z", retailPrice: 0.2 };
    expect([price(old, now), price(now, old)]).toEqual([0.23, 0.23]);
  });

  test("is not known where the only one has ended", () => {
    expect(price(ended)).toBeUndefined();
  });
});

describe("a row that means something else is refused", () => {
  const run = (edits: Partial<Row>) =>
    row({
      ...{ serviceName: "Azure Monitor", productName: "Azure Monitor", meterName: "Standard Web Test Execution" },
      ...{ unitOfMeasure: "1", ...edits },
    });

  test("for another unit", () => {
    expect(into([run({ retailPrice: 0.0006 })]).prices["web-test"]?.westeurope?.[0]).toBe(0.0006);
    expect(() => into([run({ unitOfMeasure: "1K", retailPrice: 0.645 })])).toThrow(/web-test for "1K"/);
  });

  test("in another currency", () => {
    expect(() => into([machine({ currencyCode: "EUR" })])).toThrow(/in EUR, and was asked for USD/);
  });

  test("and others are not looked at", () => {
    expect(() => into([row({ currencyCode: "EUR", unitOfMeasure: "1K" })])).not.toThrow();
  });
});

describe("the list", () => {
  const answer = (body: unknown, status = 200) => ({ ok: status === 200, status, json: () => Promise.resolve(body) });

  test("is read to its last page, for one region and in one currency", async () => {
    const asked: string[] = [];
    const rows = await rowsOf("westeurope", "EUR", (url) => {
      asked.push(url);
      const next = asked.length === 1 ? "https://prices.azure.com/api/retail/prices?$skip=1000" : null;
      return Promise.resolve(answer({ Items: [machine()], NextPageLink: next, Count: 1 }));
    });
    expect(rows).toHaveLength(2);
    expect(decodeURIComponent(asked[0] ?? "")).toMatch(/currencyCode='EUR'.*armRegionName eq 'westeurope'/);
    expect(asked[1]).toContain("$skip=1000");
  });

  test("that refuses is an error, and so is one in another form", async () => {
    await expect(rowsOf("westeurope", "USD", () => Promise.resolve(answer({}, 429)))).rejects.toThrow(/answers 429/);
    await expect(rowsOf("westeurope", "USD", () => Promise.resolve(answer({ items: [] })))).rejects.toThrow(
      /another form/,
    );
  });

  test("that cannot be reached is named, with the reason", async () => {
    const refused = Object.assign(new TypeError("fetch failed"), { cause: new Error("connect ECONNREFUSED") });
    await expect(rowsOf("westeurope", "USD", () => Promise.reject(refused))).rejects.toThrow(
      /prices\.azure\.com.* cannot be reached: connect ECONNREFUSED/,
    );
  });
});
