import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { versions } from "../../settings/versions";

/** The number in a version of the chart: `3983` in `1.0.0-0.dev.git.3983.h383374de`. It grows from one to the next. */
function numberOf(version: string): number | undefined {
  const number = /^1\.0\.0-0\.dev\.git\.(\d+)\./.exec(version)?.[1];
  return number === undefined ? undefined : Number(number);
}

/**
 * What is said of a chart whose JupyterHub has a known vulnerability. The default chart is three months older than the JupyterHub that mends it. No
 * release of the chart with that JupyterHub was found, and no hub image either. So neither is the default, and a person must look.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.5.4/docs/source/reference/changelog.md
 */
export function vulnerableHub({ chart, extraValues }: Pick<Asked, "chart" | "extraValues">): string[] {
  const [number, last] = [numberOf(chart.version), numberOf(versions.chart.is)];
  const image = at(extraValues, "jupyterhub", "hub", "image");
  if (chart.path !== undefined || image !== undefined) return [];
  if (number === undefined || last === undefined || number > last) return [];
  return [
    `chart.version: ${chart.version} brings a JupyterHub that is older than ${versions.jupyterHub.is}. Older ones have the vulnerability ${advisory}: somebody who may use the hub can stop it. Set a newer chart, or extraValues.jupyterhub.hub.image.tag (docs/security.md#jupyterhubs-vulnerabilities).`,
  ];
}

const advisory = versions.jupyterHub.source.split("/").at(-1) ?? "";
