import { type Input, interpolate } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** Servers that one person may have, if nothing is said. A second repository, and one more, can be opened beside the first. */
const usual = 3;

/** How many servers one person may have at a time. */
export function serversPerUser({ auth, storage }: Pick<Settings, "auth" | "storage">): number {
  const asked = auth.type === "none" ? undefined : auth.serversPerUser;
  return asked ?? (storage?.accessMode === "ReadWriteOnce" ? 1 : usual);
}

/**
 * Several servers of one person are JupyterHub's named servers. BinderHub makes a new name at each launch, and counts those that run. The hub also
 * counts those that were stopped, and would soon refuse every launch. So only BinderHub has the limit, and idle servers are removed with their names.
 *
 * @see https://github.com/jupyterhub/binderhub/blob/main/binderhub/launcher.py `launch`
 * @see https://github.com/jupyterhub/jupyterhub/blob/5.4.3/jupyterhub/apihandlers/users.py `UserServerAPIHandler.post`
 */
export function serverValues(limit: number): ChartValues {
  if (limit === 1) return {};
  return {
    config: { Launcher: { named_server_limit_per_user: limit } },
    jupyterhub: {
      cull: { removeNamedServers: true },
      hub: { allowNamedServers: true, namedServerLimitPerUser: 0 },
    },
  };
}

/**
 * Tells people on the Binder page how many servers they can have, and where to stop them.
 *
 * @param hub URL of the hub, without a slash at the end
 */
export function serverBanner(limit: number, hub: Input<string>): ChartValues {
  const count = limit === 1 ? "one server" : `${limit} servers`;
  const banner_message = interpolate`You can have ${count} at a time. <a href="${hub}/hub/home">See and stop them</a> when you open another repository.`;
  return { config: { BinderHub: { banner_message } } };
}
