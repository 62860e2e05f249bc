import { type Thing } from "../clouds";
import { type Properties } from "../model";

/** How a chart behaves that releases install. */
export interface Chart {
  /** Its name, as `Chart.yaml` has it. */
  readonly name: string;
  /** Its version, where a release asks for none. */
  readonly version: string;
  /** Faults in the values, found before anything is done. Every value is known. @default none */
  check?(values: unknown): readonly string[];
  /** The objects that it makes of a release, in the order in which Helm makes them. Throws what keeps them from becoming ready. */
  objects(release: Properties, cluster: string): readonly ChartObject[];
}

/** An object that a chart makes. */
export interface ChartObject extends Thing {
  readonly key: string;
  readonly kind: string;
}

/** The chart of a release, given the release's inputs. */
export type ChartOf = (release: Properties) => Chart;

/** A chart of which nothing is known: it accepts all values, and makes nothing. */
export const unknownChart: ChartOf = ({ chart, version = "0.0.0" }) => ({
  name: String(chart).split("/").at(-1) ?? "",
  version: String(version),
  objects: () => [],
});
