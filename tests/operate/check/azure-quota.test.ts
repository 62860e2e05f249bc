import { cores, coresIn } from "../../../operate/hub/check/azure-quota";
import { type HubFacts } from "../../../components/operate/facts";

const facts = {
  cluster: { platform: "azure", resourceGroup: "g", name: "n", location: "westeurope", families: [] },
} as unknown as HubFacts;

/** @see https://learn.microsoft.com/rest/api/compute/usage/list for the shape; az prints `value` alone, and its numbers as texts */
const usage = (value: string, currentValue: number | string, limit: number | string) => ({
  ...{ currentValue, limit, unit: "Count" },
  name: { value, localizedValue: "" },
});

test("of all that az lists, the region's cores and the families of the nodes count, however they are written", () => {
  const printed = [
    usage("availabilitySets", 0, 2500),
    usage("cores", "96", "100"),
    usage("standardDSv5Family", 40, 100),
    usage("StandardDsv6Family", 8, 10),
    usage("standardESv5Family", 1, 1),
  ];
  expect(coresIn(printed, ["cores", "standardDSv5Family", "standardDsv6Family"])).toEqual([
    { name: "cores", used: 96, limit: 100 },
    { name: "standardDSv5Family", used: 40, limit: 100 },
    { name: "standardDsv6Family", used: 8, limit: 10 },
  ]);
});

test.each([[undefined], [{}], [[{}]], [[usage("cores", "many", 1)]]])("of %j, nothing is known", (printed) =>
  expect(coresIn(printed, ["cores"])).toEqual([]),
);

test.each([
  [92, "well"],
  [93, "warning"],
  [100, "warning"],
])("with %i of 100 cores used, it is %s", (used, state) =>
  expect(cores.judge([{ name: "cores", used, limit: 100 }], facts, new Date()).state).toBe(state),
);
