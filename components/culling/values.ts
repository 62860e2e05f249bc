import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * How often idle servers are looked for.
 * @see https://github.com/jupyterhub/jupyterhub-idle-culler#as-a-standalone-script `--cull-every`
 */
export function cullingValues({ every }: Settings["culling"]): ChartValues {
  return every === undefined ? {} : { jupyterhub: { cull: { every } } };
}
