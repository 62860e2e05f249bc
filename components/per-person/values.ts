import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { pythonPiece } from "../chart/python";
import { checkName, loadUser } from "../operate/names";

/**
 * The pieces of configuration, which the chart runs in the order of their names. The hub's runs after those that set the spawner; BinderHub's after the one of events,
 * and before those that refuse launches for everybody, which so have the first word.
 */
export const snippets = { binder: "zy-hours", hub: "zz-hours" } as const;

/**
 * The hub's database, in which the hours have a table of their own: so they are on the hub's volume, and in backups.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/files/hub/jupyterhub_config.py `db_url`
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/deployment.yaml `/srv/jupyterhub`
 */
export const hoursFile = "/srv/jupyterhub/jupyterhub.sqlite";

const python = (...names: readonly string[]) => names.map((name) => join(__dirname, "python", name));

/** The chart's values for hours per week: code in the hub, and in BinderHub. The program's own users, who check the hub, are not counted. */
export function hoursValues({ perPerson: { hoursPerWeek } }: Pick<Settings, "perPerson">): ChartValues {
  if (hoursPerWeek === undefined) return {};
  const settings = { hours: hoursPerWeek, file: hoursFile, uncounted: checkName, uncounted_beginning: loadUser };
  const hub = pythonPiece(python("hours.py", "server.py", "page.py", "hub.py"), "hours_per_week", settings);
  return {
    extraConfig: { [snippets.binder]: pythonPiece(python("binder.py"), "hours_before_builds", {}) },
    jupyterhub: { hub: { extraConfig: { [snippets.hub]: hub } } },
  };
}
