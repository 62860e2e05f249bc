import { knownSize } from "../../../components/cluster/vm-sizes";
import { kindOf } from "../../../components/cost/meters";
import { priceOf, type PriceTable, priceTable } from "../../../components/cost/prices";
import { versions } from "../../../settings/versions";

const { prices, sources, currency } = priceTable();
const cells = Object.entries(prices).flatMap(([meter, regions]) =>
  Object.entries(regions).map(([region, [price, source]]) => ({ meter, region, price, source })),
);

describe("the price table", () => {
  test("has a source with a date and an address for each price, and none besides", () => {
    const used = [...new Set(cells.map(({ source }) => source))].sort();
    expect(used).toEqual(Object.keys(sources).sort());
    for (const { url, date, what } of Object.values(sources)) {
      expect(url).toMatch(/^https:\/\//);
      expect(date).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
      expect(what).not.toBe("");
    }
  });

  test("has only what can be billed, at more than nothing", () => {
    expect(cells.filter(({ meter }) => kindOf(meter) === undefined)).toEqual([]);
    expect(cells.filter(({ price }) => price <= 0)).toEqual([]);
    expect(currency).toBe("USD");
  });

  test("has machines whose size the program knows", () => {
    const sizes = Object.keys(prices).flatMap((meter) => /^(?:vm|spot)\/(.+)$/.exec(meter)?.slice(1) ?? []);
    expect(sizes.filter((size) => knownSize(size) === undefined)).toEqual([]);
  });

  // A slip of a digit would be such a price. Of a series, each size has the same price for a core.
  test("has machines of a series at one price for a core, up to a tenth", () => {
    const core = (meter: string, price: number) => price / (knownSize(meter.slice(3))?.cores ?? NaN);
    const series = ["D#s_v5", "D#ds_v5", "E#s_v5", "D#s_v6"];
    const odd = cells.filter(({ meter, region, price }) => {
      const one = series.find((name) => new RegExp(`^vm/Standard_${name.replace("#", "\\d+")}$`).test(meter));
      const small = one === undefined ? undefined : prices[`vm/Standard_${one.replace("#", "2")}`]?.[region]?.[0];
      return small !== undefined && Math.abs(core(meter, price) / (small / 2) - 1) > 0.1;
    });
    expect(odd).toEqual([]);
  });

  test.each(["westeurope", "northeurope", "swedencentral", "uksouth"])(
    "has everything of the shipped stacks in %s",
    (region) => {
      const { small, medium, large } = versions.vmSizes.is;
      const needed = [
        ...[small, medium, large].map((size) => `vm/${size}`),
        ...["disk/P10", "disk/P15", "disk/E1", "address", "balancer", "balancer-data", "control/Standard"],
        ...["registry/Basic", "registry-storage", "traffic", "files-standard", "blobs/LRS"],
        ...["logs-taken", "logs-kept", "metrics-taken", "web-test"],
      ];
      expect(needed.filter((meter) => priceOf(meter, region, {}, priceTable()) === undefined)).toEqual([]);
    },
  );
});

describe("a price", () => {
  const table: PriceTable = {
    currency: "USD",
    sources: {},
    prices: { address: { westeurope: [1, "a"] }, balancer: { global: [2, "a"] } },
  };
  const price = (meter: string, region: string, own = {}) => priceOf(meter, region, own, table);

  test("is the region's, and never another region's", () => {
    expect([price("address", "westeurope"), price("address", "eastus")]).toEqual([1, undefined]);
  });

  test("is that of all regions where there is one for all", () => {
    expect(price("balancer", "eastus")).toBe(2);
  });

  test("is one's own before the table's", () => {
    expect([price("address", "westeurope", { address: 0 }), price("vm/A", "eastus", { "vm/A": 3 })]).toEqual([0, 3]);
  });

  test("of a name that every object has is not known", () => {
    expect([price("constructor", "westeurope"), price("address", "toString")]).toEqual([undefined, undefined]);
  });
});
