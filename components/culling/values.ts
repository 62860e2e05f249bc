import { join } from "node:path";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { composeValues } from "../chart/compose";
import { pythonPiece } from "../chart/python";

/** The piece of the hub's configuration. */
export const snippet = "z-in-use";

/** The variable by which a server is told how often it reports its use to the hub. With 0, it never does. */
export const reportsVariable = "JUPYTERHUB_ACTIVITY_INTERVAL";

const file = join(__dirname, "python", "in_use.py");

type Asked = Pick<Settings, "culling" | "auth"> & { readonly limits: Pick<Settings["limits"], "idleTimeout"> };

/**
 * How often idle servers are looked for.
 * @see https://github.com/jupyterhub/jupyterhub-idle-culler#as-a-standalone-script `--cull-every`
 */
export function cullingValues({ culling: { every, inUse }, limits, auth }: Asked): ChartValues {
  return composeValues([
    every === undefined ? {} : { jupyterhub: { cull: { every } } },
    inUse === undefined || inUse === "open" ? {} : askingValues(inUse, limits.idleTimeout, auth.type !== "none"),
  ]);
}

/**
 * Code by which the hub asks servers what their kernels and terminals do. With a login, a server also reports its use, and counts an open JupyterLab in. The
 * hub knows better then, so that servers report nothing. Without a login, a server is no `jupyterhub-singleuser`, and reports nothing anyway.
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.6/jupyterhub/singleuser/extension.py `keep_activity_updated`
 */
function askingValues(inUse: "running" | "either", idleTimeout: number, withLogin: boolean): ChartValues {
  const settings = { tabs_count: inUse === "either", idle_timeout: idleTimeout };
  return {
    jupyterhub: {
      hub: { extraConfig: { [snippet]: pythonPiece([file], "in_use", settings) } },
      ...(withLogin && { singleuser: { extraEnv: { [reportsVariable]: "0" } } }),
    },
  };
}
