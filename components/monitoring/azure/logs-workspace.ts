import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type Settings } from "../../../settings/settings";
import { type Home } from "../../home";
import { outsideEvery } from "../outside";
import { azureNames } from "./names";

/** Whether AKS's agent collects logs. */
export function collectsLogs({ monitoring }: Pick<Settings, "monitoring">): boolean {
  return monitoring.type === "azure" && (monitoring.logs.parts || monitoring.logs.launches.record);
}

/**
 * The workspace for logs. `undefined` if no logs are kept. It is made before the cluster, whose agent is told of it, and stays when the cluster is
 * made anew.
 *
 * @param group the resource group in which it is
 */
export function logsWorkspace(
  settings: Settings,
  group: pulumi.Resource,
  { prefix, parent }: Home,
): operationalinsights.Workspace | undefined {
  const { monitoring, place, tags, environment } = settings;
  if (monitoring.type !== "azure" || place.platform !== "azure") return undefined;
  const { audit, keep, dailyCap } = monitoring.logs;
  if (!audit && !collectsLogs(settings) && outsideEvery(settings) === undefined) return undefined;
  const name = `${prefix}binderhub-monitoring-logs`;
  // Until there were logs of containers, it was a part of what is made after the hub.
  const hub = pulumi.createUrn(`${prefix}binderhub`, "binderhub:hub:BinderHub", parent);
  const before = pulumi.createUrn(`${prefix}binderhub-monitoring`, "binderhub:azure:AzureMonitoring", hub);
  const opts = { parent, aliases: [{ parent: before }] };
  const end = new random.RandomUuid(`${name}-name`, {}, opts).result;
  return new operationalinsights.Workspace(
    name,
    {
      ...{ resourceGroupName: place.resourceGroup, location: place.location, tags: { ...tags, environment } },
      workspaceName: end.apply((id) => `${azureNames(place.clusterName).logs}-${id.slice(0, 8)}`),
      sku: { name: "PerGB2018" },
      retentionInDays: keep,
      workspaceCapping: { dailyQuotaGb: dailyCap },
    },
    // A policy may add tags of its own, which stay.
    { ...opts, dependsOn: group, ignoreChanges: ["tags"] },
  );
}
