import { type Input } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { checkName } from "./names";

/**
 * What the service may do: use BinderHub, and the servers of the user that has its name. BinderHub starts them: it takes a service's name for the name
 * of the user who asks.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `BuildHandler.launch`
 * @see https://jupyterhub.readthedocs.io/en/5.4.6/rbac/scopes.html
 */
export const checkScopes: readonly string[] = ["access:services!service=binder", `access:servers!user=${checkName}`];

/** Whether there is such a service: without a login, everybody may launch. */
export function checkLaunches({ operate, auth }: Pick<Settings, "operate" | "auth">): boolean {
  return operate.check && auth.type !== "none";
}

/** The service in the chart's values. Nobody can log in as its user: a person of that name would have its servers. */
export function serviceValues(apiToken: Input<string>): ChartValues {
  return {
    jupyterhub: {
      hub: {
        config: { Authenticator: { blocked_users: [checkName] } },
        loadRoles: { [checkName]: { services: [checkName], scopes: checkScopes } },
        services: { [checkName]: { apiToken } },
      },
    },
  };
}
