import { type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/**
 * Quotas of some repositories. Of what BinderHub lets one configure per repository, it reads nothing but the quota.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/repoproviders.py RepoProvider.repo_config
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/quota.py KubernetesLaunchQuota.check_repo_quota
 */
export function repoQuotaValues(quotas: Settings["repoQuotas"]): ChartValues {
  if (quotas === undefined) return {};
  const spec_config = quotas.map(({ pattern, quota }) => ({ pattern, config: { quota } }));
  return { config: { GitHubRepoProvider: { spec_config } } };
}
