import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * What other sites may do, and where badges lead.
 *
 * An origin needs two values: one lets other sites start servers, the other lets them talk to the servers.
 * @see https://github.com/jupyterhub/binderhub/blob/main/helm-chart/binderhub/values.yaml
 */
export function sharingValues({ allowOrigin, badgeUrl }: Settings["sharing"]): ChartValues {
  const traits = {
    ...(allowOrigin !== undefined && { cors_allow_origin: allowOrigin }),
    ...(badgeUrl !== undefined && { badge_base_url: badgeUrl }),
  };
  return {
    ...(Object.keys(traits).length > 0 && { config: { BinderHub: traits } }),
    ...(allowOrigin !== undefined && {
      jupyterhub: { hub: { config: { BinderSpawner: { cors_allow_origin: allowOrigin } } } },
    }),
  };
}
