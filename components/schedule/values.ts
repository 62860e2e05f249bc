import { join } from "node:path";
import { type Input } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { addsHandlers, pythonPiece } from "../chart/python";
import { closedFile, closingCode } from "../operate/closing";
import { minutesIn } from "./hours";
import { scheduleName, stateMap } from "./names";
import { type ScheduleSettings, usualAwake } from "./settings";

/** The piece of configuration, of BinderHub and of JupyterHub. It runs before the one that closes a hub by hand, which so has the first word. */
export const snippet = "zz-asleep";

/** Where the pods see what the job wrote. */
export const folder = `/etc/${scheduleName}`;

/**
 * Seconds that a server may take to start: its node may have to be made first, and the image pulled there. The chart's 300 are too few. KubeSpawner's
 * limit; BinderHub waits for it for 600.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `launch_timeout`
 */
const startTimeout = 900;

/**
 * Code that refuses launches while the hub sleeps, and says when it opens. JupyterHub needs it where people log in, as in operate/closing.ts.
 *
 * The program's own number of placeholders is 0: the job sets it, and an upgrade at night starts no nodes.
 */
export function sleepValues({ auth, schedule }: Pick<Settings, "auth"> & { schedule: ScheduleSettings }): ChartValues {
  const python = (names: readonly string[]) => names.map((name) => join(__dirname, "python", name));
  const binder = {
    ...{ folder, closed: closedFile, map: stateMap, wakeOnVisit: schedule.wakeOnVisit },
    awakeMinutes: minutesIn(schedule.awakeFor ?? usualAwake),
  };
  const [onPage, inHub] = [closingCode("closing.py"), closingCode("closing_hub.py")];
  const pages = [addsHandlers, ...python(["asleep.py", "page.py", "numbers.py", "binder.py"])];
  const hub = {
    extraConfig: { [snippet]: pythonPiece([...inHub, ...python(["asleep.py", "hub.py"])], "sleeping", { folder }) },
  };
  return {
    extraConfig: { [snippet]: pythonPiece([...onPage, ...pages], "sleeping", binder) },
    config: { Launcher: { launch_timeout: startTimeout } },
    jupyterhub: {
      singleuser: { startTimeout },
      ...(auth.type !== "none" && { hub }),
    },
  };
}

/** The job's service of JupyterHub: it sees who has a server, and stops servers. @see https://jupyterhub.readthedocs.io/en/5.4.6/rbac/scopes.html */
export function serviceValues(apiToken: Input<string>): ChartValues {
  return {
    jupyterhub: {
      hub: {
        loadRoles: {
          [scheduleName]: { services: [scheduleName], scopes: ["list:users", "read:servers", "delete:servers"] },
        },
        services: { [scheduleName]: { apiToken } },
      },
    },
  };
}
