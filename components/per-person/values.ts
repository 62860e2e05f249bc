import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { pythonPiece } from "../chart/python";
import { checkName, loadUser } from "../operate/names";

/** The piece of the hub's configuration. The chart runs pieces in the order of their names, and this one after those that set the spawner. */
export const snippet = "zz-hours";

/**
 * Where the hub keeps the hours: on its own volume, beside its database.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/deployment.yaml `/srv/jupyterhub`
 */
export const hoursFile = "/srv/jupyterhub/hours.sqlite";

const file = join(__dirname, "python", "hours.py");

/** The chart's values for hours per week: code in the hub. Its own users, who check the hub, are not counted. */
export function hoursValues({ perPerson: { hoursPerWeek } }: Pick<Settings, "perPerson">): ChartValues {
  if (hoursPerWeek === undefined) return {};
  const settings = { hours: hoursPerWeek, file: hoursFile, uncounted: checkName, uncounted_beginning: loadUser };
  return { jupyterhub: { hub: { extraConfig: { [snippet]: pythonPiece([file], "hours_per_week", settings) } } } };
}
