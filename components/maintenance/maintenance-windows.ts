import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import { type Maintenance } from "./settings";

/** What {@link MaintenanceWindows} needs. Names are plain strings: they must be known before anything exists. */
export interface MaintenanceWindowsArgs {
  /** Resource group of the cluster. */
  readonly resourceGroup: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /** When maintenance may happen. */
  readonly maintenance: Maintenance;
  /** The cluster. The windows are deleted with it. */
  readonly cluster: pulumi.Resource;
}

/**
 * When AKS may upgrade Kubernetes, and when it may replace nodes by ones with a newer image. Both stop the servers on the nodes. Without a window,
 * this happens at any hour. AKS does what is urgent at other times too.
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance
 */
export class MaintenanceWindows extends pulumi.ComponentResource {
  constructor(name: string, args: MaintenanceWindowsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("binderhub:azure:MaintenanceWindows", name, { ...args, cluster: undefined }, opts);
    for (const [thing, configName] of Object.entries(schedules)) {
      new containerservice.MaintenanceConfiguration(
        `${name}-${thing}`,
        {
          resourceGroupName: args.resourceGroup,
          resourceName: args.clusterName,
          configName,
          maintenanceWindow: maintenanceWindow(args.maintenance),
        },
        { parent: this, dependsOn: args.cluster, deletedWith: args.cluster },
      );
    }
    this.registerOutputs();
  }
}

/** The names that AKS gives the two schedules. A cluster can have no others like them. */
const schedules = { kubernetes: "aksManagedAutoUpgradeSchedule", nodes: "aksManagedNodeOSUpgradeSchedule" };

function maintenanceWindow({ day, start, hours, utcOffset, never }: Maintenance) {
  return {
    schedule: { weekly: { dayOfWeek: day, intervalWeeks: 1 } },
    durationHours: hours,
    utcOffset,
    startTime: start,
    ...(never && { notAllowedDates: never.map(({ from, to }) => ({ start: from, end: to })) }),
  };
}
