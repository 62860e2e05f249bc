import { at } from "../../../settings/untyped";
import { type Chart } from "./chart";

/** Stands in a chart for a tag that its release tool fills in. @see https://github.com/jupyterhub/chartpress#readme */
const placeholder = "set-by-chartpress";

/**
 * A value of JupyterHub's chart as Helm takes it: what the release is given comes first, then what the BinderHub chart says of it, then its own.
 * @see https://helm.sh/docs/chart_template_guide/subcharts_and_globals/#overriding-values-from-a-parent-chart
 *
 * @param given values of the release
 */
export function valueOfHub({ values }: Chart, given: unknown, ...path: readonly string[]): unknown {
  return [
    at(given, "jupyterhub", ...path),
    at(values.binderHub, "jupyterhub", ...path),
    at(values.jupyterHub, ...path),
  ].find((value) => value !== undefined && value !== null);
}

/** An image. `undefined` where the chart names none that can be pulled. */
export function imageOfHub(chart: Chart, given: unknown): string | undefined {
  return image(...["name", "tag"].map((key) => valueOfHub(chart, given, "hub", "image", key)));
}

/** The image of BinderHub. */
export function imageOfBinder({ values }: Chart, given: unknown): string | undefined {
  return image(...["name", "tag"].map((key) => at(given, "image", key) ?? at(values.binderHub, "image", key)));
}

function image(name?: unknown, tag?: unknown): string | undefined {
  const isWord = typeof tag === "string" || typeof tag === "number";
  return typeof name === "string" && isWord && tag !== placeholder && tag !== "" ? `${name}:${tag}` : undefined;
}
