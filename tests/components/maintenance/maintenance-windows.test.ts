import { AksCluster } from "../../../components/cluster/aks-cluster";
import { MaintenanceWindows } from "../../../components/maintenance/maintenance-windows";
import { type Maintenance } from "../../../components/maintenance/settings";
import { aksArgs, sundays } from "../arguments";
import { record } from "../recorder";

const windows = async (changes: Partial<Maintenance> = {}) =>
  (
    await record(() => {
      const cluster = new AksCluster("cluster", aksArgs).resource;
      const maintenance = { ...sundays, ...changes };
      return new MaintenanceWindows("x", { resourceGroup: "group", clusterName: "aks", maintenance, cluster });
    })
  ).resources.filter(({ type }) => type === "azure-native:containerservice:MaintenanceConfiguration");

test("are one for Kubernetes and one for the nodes' images, under the names that AKS knows", async () => {
  expect((await windows()).map(({ inputs }) => inputs.configName)).toEqual([
    "aksManagedAutoUpgradeSchedule",
    "aksManagedNodeOSUpgradeSchedule",
  ]);
});

test("are weekly, at the day and the hour that is set", async () => {
  for (const { inputs } of await windows({ day: "Monday", start: "22:30", hours: 6, utcOffset: "-05:00" })) {
    expect(inputs).toMatchObject({
      resourceGroupName: "group",
      resourceName: "aks",
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek: "Monday", intervalWeeks: 1 } },
        durationHours: 6,
        utcOffset: "-05:00",
        startTime: "22:30",
      },
    });
  }
});

test("leave out the days that are set", async () => {
  for (const { inputs } of await windows({ never: [{ from: "2027-02-01", to: "2027-02-12" }] })) {
    expect(inputs.maintenanceWindow).toMatchObject({ notAllowedDates: [{ start: "2027-02-01", end: "2027-02-12" }] });
  }
});
