import { at } from "../../settings/untyped";
import { type Asked } from "../../settings/settings";
import { allDays, always, atMost, type Billed, hours, type Month, plus, times } from "../cost/billed";
import { bill, type Said } from "../cost/bill";
import { textAt, volumeBill } from "../cost/disks";
import { outsideEvery } from "./outside";
import { samplesInWords, samplesOf } from "./samples";

const part = "monitoring";

/** Places from which the Binder page is opened. */
const places = 3;

/** The part of `dailyCap` that is taken on a usual day. An assumption. */
const usual = 0.25;

/**
 * How much of `dailyCap` may be taken, at most. Azure bills what comes in before it has stopped the collection. It does not say how much that is, so the
 * tenth is an assumption.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap "can't stop data collection at precisely the specified cap level"
 */
const capped = 1.1;

/** Days for which logs are kept without a price. @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
const free = 31;

/** What watches the hub: volumes in the cluster, or what Azure takes for numbers, logs and looks from outside. */
export const monitoringBill = bill(
  ["monitoring", "exposure", "schedule", "azure", "storage"],
  (settings, usage) => {
    const { monitoring, storage } = settings;
    if (monitoring.type === "none") return [];
    if (monitoring.type === "inCluster") return volumesOf(monitoring, settings);
    const { launches, keep, dailyCap } = monitoring.logs;
    const every = outsideEvery(settings);
    const { clusterHours, nodeHours, surgeHours, personHours, people = 0 } = usage;
    const volumes = storage === undefined ? 0 : people;
    const samples = samplesOf({
      cluster: clusterHours,
      nodes: [...nodeHours.values(), ...[...surgeHours.values()].map(atMost)].reduce(plus, always(0)),
      servers: personHours,
      volumes: { ...times(clusterHours, volumes), least: 0 },
      mounted: volumes === 0 ? always(0) : personHours,
    });
    const days = allDays();
    const longest = Math.max(keep, launches.record ? launches.keep : 0);
    const cap = (units: Month): Month => ({
      least: 0,
      likely: units.likely * usual * dailyCap,
      most: units.most * capped * dailyCap,
    });
    return [
      { part, meter: "metrics-taken", units: samples },
      ...(hasLogs(settings)
        ? [
            { part, meter: "logs-taken", units: cap(days) },
            {
              part,
              meter: "logs-kept",
              units: cap({ ...always(Math.max(0, longest - free)), likely: Math.max(0, keep - free) }),
            },
          ]
        : []),
      ...(every === undefined ? [] : [{ part, meter: "web-test", units: times(times(hours, 60), places / every) }]),
    ];
  },
  (settings): Said => {
    if (settings.monitoring.type !== "azure") return {};
    const logs = `likely ${usual * 100} % of their daily cap, at most ${Math.round(capped * 100)} %`;
    return {
      assumed: { metrics: samplesInWords, ...(hasLogs(settings) && { logs }) },
      notCounted: ["queries of metrics", ...(hasLogs(settings) ? ["logs that are dropped when they come in"] : [])],
    };
  },
);

/** Whether anything goes into the workspace for logs. */
function hasLogs(settings: Pick<Asked, "monitoring" | "exposure" | "schedule">): boolean {
  if (settings.monitoring.type !== "azure") return false;
  const { audit, parts, launches } = settings.monitoring.logs;
  return audit || parts || launches.record || outsideEvery(settings) !== undefined;
}

type InCluster = Extract<Asked["monitoring"], { type: "inCluster" }>;

/**
 * The volumes of Prometheus, and of an Alertmanager that is given one, as the values of their chart are after `extraValues`.
 * @see https://github.com/prometheus-community/helm-charts/blob/main/charts/prometheus/templates/pvc.yaml for the class `-`: nobody makes such a volume
 */
function volumesOf({ size, storageClass, extraValues }: InCluster, settings: Pick<Asked, "azure">): readonly Billed[] {
  const [server, alerts] = [
    at(extraValues, "server", "persistentVolume"),
    at(extraValues, "alertmanager", "persistence"),
  ];
  const volumes = [
    ...(at(server, "enabled") === false
      ? []
      : [{ size: textAt(server, "size") ?? size, storageClass: textAt(server, "storageClass") ?? storageClass }]),
    ...(at(alerts, "enabled") === true
      ? [{ size: textAt(alerts, "size") ?? "2Gi", storageClass: textAt(alerts, "storageClass") }]
      : []),
  ];
  return volumes
    .filter(({ storageClass: name }) => name !== "-")
    .flatMap(({ size: large, storageClass: name }) =>
      // An empty name is left out.
      volumeBill(part, settings, { size: large, storageClass: name === "" ? undefined : name }),
    );
}
