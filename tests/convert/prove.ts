import * as fc from "fast-check";
import { convert } from "../../convert/convert";
import { checkChartValues } from "../../rehearse/chart-schemas";
import { faults } from "./facts";
import { files } from "./generated";

/** Converts generated files, and expects no fault. The charts' schemas are asked too, if they are there. */
export function conversionsOf(numRuns: number): void {
  fc.assert(
    fc.property(files, ([values, platform]) => {
      expect(faults(values, platform)).toEqual([]);
      const extra = convert(values, platform).config["binderhub:extraValues"];
      // Keys that today's charts do not have. Values of a wrong type are the file's own.
      expect(checkChartValues(extra).filter((fault) => fault.includes("additional properties"))).toEqual([]);
    }),
    { numRuns },
  );
}
