import { monitoringBill } from "./bill";
import { sure } from "../../settings/refusal";
import { type Settings } from "../../settings/settings";
import { binderPath } from "../address/urls";
import { composeValues } from "../chart/compose";
import { type Concept } from "../concept";
import { minutesOf } from "../operate/every";
import { type AlertFacts, alertsOf } from "./alerts";
import { agentValues } from "./azure/agent";
import { unloggedValues } from "./azure/log-flows";
import { collectsLogs } from "./azure/logs-workspace";
import { AzureMonitoring } from "./azure/azure-monitoring";
import { InClusterMonitoring } from "./in-cluster";
import { countingValues, LaunchRecord } from "./launch-record";
import { outsideEvery } from "./outside";
import { monitoringRules, monitoringWarnings } from "./rules";
import { readerValues } from "./service";
import { monitoring as group } from "./settings";

/** What watches the hub: numbers, alerts, and a record of launches. */
export const monitoring = {
  settings: { monitoring: group.prefault({ type: "none" }).meta({ description: "What watches the hub." }) },
  secrets: {
    monitoringWebhook: {
      description: "Address of the incoming webhook that gets alerts (`monitoring.alerts.chat`).",
      needed: {
        by: "monitoring",
        types: {
          azure: ({ "alerts.chat": chat }) =>
            chat === undefined ? undefined : "the address of the program that gets alerts",
          inCluster: ({ "alerts.chat": chat }) =>
            chat === undefined ? undefined : `the address of the incoming webhook (${chat}) that gets alerts`,
        },
      },
    },
    monitoringSmtpPassword: {
      description: "Password of `monitoring.alerts.smtp.username` at the mail server.",
      needed: {
        by: "monitoring",
        types: {
          inCluster: ({ "alerts.smtp.username": username, "alerts.smtp.host": host = "…" }) =>
            username === undefined ? undefined : `the password of ${username} at ${host}`,
        },
      },
    },
  },
  rules: monitoringRules,
  warnings: monitoringWarnings,
  values: ({ monitoring: own }, { tokens }) =>
    own.type === "none"
      ? {}
      : composeValues([
          countingValues(),
          readerValues(sure(tokens.monitoring, "token")),
          own.type === "azure" ? agentValues : {},
          collectsLogs({ monitoring: own }) ? unloggedValues : {},
        ]),
  inNamespace({ monitoring: { type } }, _context, { name, namespace, values, opts }) {
    if (type === "none") return [];
    const record = new LaunchRecord(`${name}-launches`, { namespace }, opts);
    return [{ resource: record, values: record.values(values) }];
  },
  afterRelease(settings, { urls, logs }, { name, namespace, cluster, opts }, { tokens, secrets }) {
    const { monitoring: own, chart, exposure, place } = settings;
    if (own.type === "none") return;
    const { deletedWith: goesWith, ...others } = opts;
    const path = binderPath(exposure);
    const paths = { binderPath: path, hubPath: path.replace(/\/(services\/binder\/)?$/, "") };
    const alerts = alertsOf(alertFacts(settings, secrets.githubApiToken !== undefined));
    const secret = {
      token: sure(tokens.monitoring, "token"),
      // A secret that is left over from other settings goes nowhere.
      ...(own.alerts.chat !== undefined && { webhook: secrets.monitoringWebhook }),
    };
    if (own.type === "azure" && place.platform === "azure") {
      const { resourceGroup, location, clusterName } = place;
      const scrape = { namespace, ...paths };
      new AzureMonitoring(
        `${name}-monitoring`,
        {
          ...{ settings: own, resourceGroup, location, clusterName, alerts, scrape, ...secret },
          ...{ logs, outside: outsideEvery(settings), page: urls.apply(({ binder }) => binder) },
          tags: { ...settings.tags, environment: settings.environment },
          cluster: sure(cluster, "cluster"),
        },
        others,
      );
    } else if (own.type === "inCluster") {
      new InClusterMonitoring(
        `${name}-monitoring`,
        {
          ...{ namespace, settings: own, timeout: chart.timeout, alerts, paths, ...secret },
          ...(own.alerts.smtp?.username !== undefined && { smtpPassword: secrets.monitoringSmtpPassword }),
          ...{ goesWith, cluster },
        },
        others,
      );
    }
  },
  bill: monitoringBill,
} satisfies Concept;

/** What the alerts depend on. */
function alertFacts({ namespace, place, operate, schedule }: Settings, githubToken: boolean): AlertFacts {
  const pools = place.platform === "azure" ? Object.entries(place.pools).filter(([, { role }]) => role === "user") : [];
  return {
    ...{ namespace, githubToken, schedule: schedule !== undefined },
    pools: Object.fromEntries(pools.map(([name, { max }]) => [name, max])),
    ...(operate.checkEvery !== undefined && { checkEvery: minutesOf(operate.checkEvery) }),
  };
}
