import * as consumption from "@pulumi/azure-native/consumption";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as containerservice from "@pulumi/azure-native/containerservice";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import { refusal } from "../settings/refusal";
import { type InvokeOptions } from "@pulumi/pulumi";
import { at, isRecord } from "../settings/untyped";
import { type Recorded } from "./recorded";

/** Properties of a resource, as Azure has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The present properties of the resources in the state, as Azure has them, by the name that the program gives them. */
export type Live = ReadonlyMap<string, Properties>;

/**
 * Asks Azure for the resources in the state that others change too. Leaves out what no longer exists.
 *
 * @param opts the provider to ask. @default the one that the stack's configuration describes
 * @throws pulumi.RunError if Azure does not answer
 */
export async function liveResources(recorded: Recorded, opts?: InvokeOptions): Promise<Live> {
  const text = (name: string, ...path: readonly (string | number)[]) => {
    const value = at(recorded.get(name)?.outputs, ...path);
    return typeof value === "string" ? value : undefined;
  };
  const group = text("cluster-group", "name");
  const resourceName = text("cluster-aks", "name");
  const nodes = text("cluster-aks", "nodeResourceGroup");
  const registryName = text("registry-acr", "name");
  const backups = text("backup-store-group", "name");
  const accountName = text("backup-store-account", "name");
  const budgetName = text("budget-month", "name");
  // A budget is one of the subscription, which stands in the ids of those whom it tells.
  const told = text("budget-month", "notifications", "all", "contactGroups", 0);
  const subscription = told?.split("/").slice(0, 3).join("/");
  const found = await Promise.all([
    group && look("cluster-group", resources.getResourceGroup({ resourceGroupName: group }, opts)),
    group &&
      resourceName &&
      look("cluster-aks", containerservice.getManagedCluster({ resourceGroupName: group, resourceName }, opts)),
    group &&
      registryName &&
      look("registry-acr", containerregistry.getRegistry({ resourceGroupName: group, registryName }, opts)),
    backups && look("backup-store-group", resources.getResourceGroup({ resourceGroupName: backups }, opts)),
    backups &&
      accountName &&
      look("backup-store-account", storage.getStorageAccount({ resourceGroupName: backups, accountName }, opts)),
    budgetName &&
      subscription &&
      look("budget-month", consumption.getBudget({ budgetName, scope: subscription }, opts)),
    ...["proxy-public-ip", "binder-ip"].map((name) => {
      const publicIpAddressName = text(name, "name");
      return (
        nodes &&
        publicIpAddressName &&
        look(name, network.getPublicIPAddress({ resourceGroupName: nodes, publicIpAddressName }, opts))
      );
    }),
  ]);
  const live = new Map(found.filter((one) => Array.isArray(one)));
  for (const pool of poolsOf(live.get("cluster-aks"))) live.set(`pool-${String(pool.name)}-pool`, pool);
  return live;
}

/** Every pool of a cluster, as the cluster lists them. */
export function poolsOf(cluster: Properties | undefined): readonly Properties[] {
  const pools = cluster?.agentPoolProfiles;
  return Array.isArray(pools) ? pools.filter(isRecord) : [];
}

async function look(name: string, answer: Promise<object>): Promise<[string, Properties] | undefined> {
  try {
    return [name, (await answer) as Properties];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/\b404\b|NotFound/.test(message)) return undefined;
    throw refusal(`Azure was asked for what the stack has, and did not answer.\n${message}`);
  }
}
