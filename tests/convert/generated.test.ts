import * as fc from "fast-check";
import { convert } from "../../convert/convert";
import { chartsFolder, checkChartValues } from "../../rehearse/chart-schemas";
import { faults } from "./facts";
import { files } from "./generated";

test("whatever a file says, no value is lost, no secret is printed, and what is printed is accepted", () => {
  fc.assert(
    fc.property(files, ([values, platform]) => {
      expect(faults(values, platform)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

/** Keys that today's charts do not have. Values of a wrong type are the file's own. */
const unknownKeys = (values: unknown) =>
  checkChartValues(values).filter((fault) => fault.includes("additional properties"));

(chartsFolder() === undefined ? test.skip : test)("no key of an older chart gets through", () => {
  fc.assert(
    fc.property(files, ([values, platform]) => {
      expect(unknownKeys(convert(values, platform).config["binderhub:extraValues"])).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
