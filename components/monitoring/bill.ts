import { allDays, always, hours, type Month, times } from "../cost/billed";
import { bill } from "../cost/bill";
import { volumeBill } from "../cost/disks";
import { outsideEvery } from "./outside";

/** Places from which the Binder page is opened. */
const places = 3;

/** Numbers that are read each minute: about 400 in a small hub, and more with each node. An assumption. */
const series: Month = { least: 300, likely: 1000, most: 5000 };

/** The part of `dailyCap` that is taken on a usual day. An assumption. */
const usual = 0.25;

/** Days for which logs are kept without a price. @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
const free = 31;

/** What watches the hub: a volume in the cluster, or what Azure takes for numbers, logs and looks from outside. */
export const monitoringBill = bill(["monitoring", "exposure", "schedule", "azure"], (settings) => {
  const { monitoring } = settings;
  if (monitoring.type === "none") return [];
  if (monitoring.type === "inCluster") return volumeBill("monitoring", settings, monitoring);
  const { audit, parts, launches, keep, dailyCap } = monitoring.logs;
  const every = outsideEvery(settings);
  const part = "monitoring";
  const minutes = times(hours, 60);
  const samples: Month = {
    least: (series.least * minutes.least) / 1e7,
    likely: (series.likely * minutes.likely) / 1e7,
    most: (series.most * minutes.most) / 1e7,
  };
  const taken = audit || parts || launches.record || every !== undefined;
  const days = allDays();
  const longest = Math.max(keep, launches.record ? launches.keep : 0);
  const cap = (units: Month): Month => ({
    least: 0,
    likely: units.likely * usual * dailyCap,
    most: units.most * dailyCap,
  });
  return [
    { part, meter: "metrics-taken", units: samples },
    ...(taken
      ? [
          { part, meter: "logs-taken", units: cap(days) },
          {
            part,
            meter: "logs-kept",
            units: cap({ ...always(Math.max(0, longest - free)), likely: Math.max(0, keep - free) }),
          },
        ]
      : []),
    ...(every === undefined ? [] : [{ part, meter: "web-test", units: times(minutes, places / every) }]),
  ];
});
