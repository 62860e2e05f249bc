import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { pythonPiece } from "../chart/python";
import { checkName, loadUser } from "../operate/names";

/** The piece of the hub's configuration. The chart runs pieces in the order of their names, and this one after those that set the spawner. */
export const snippet = "zz-hours";

/**
 * The hub's database, in which the hours have a table of their own: so they are on the hub's volume, and in backups.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/files/hub/jupyterhub_config.py `db_url`
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/deployment.yaml `/srv/jupyterhub`
 */
export const hoursFile = "/srv/jupyterhub/jupyterhub.sqlite";

const files = ["hours.py", "server.py", "page.py", "hub.py"].map((name) => join(__dirname, "python", name));

/** The chart's values for hours per week: code in the hub. The program's own users, who check the hub, are not counted. */
export function hoursValues({ perPerson: { hoursPerWeek } }: Pick<Settings, "perPerson">): ChartValues {
  if (hoursPerWeek === undefined) return {};
  const settings = { hours: hoursPerWeek, file: hoursFile, uncounted: checkName, uncounted_beginning: loadUser };
  return { jupyterhub: { hub: { extraConfig: { [snippet]: pythonPiece(files, "hours_per_week", settings) } } } };
}
