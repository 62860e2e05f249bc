import { sure } from "../../settings/refusal";
import { type Settings } from "../../settings/settings";
import { binderPath } from "../address/urls";
import { composeValues } from "../chart/compose";
import { type Concept } from "../concept";
import { minutesOf } from "../operate/every";
import { type AlertFacts, alertsOf } from "./alerts";
import { InClusterMonitoring } from "./in-cluster";
import { countingValues, LaunchRecord } from "./launch-record";
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
  values: ({ monitoring: { type } }, { tokens }) =>
    type === "none" ? {} : composeValues([countingValues(), readerValues(sure(tokens.monitoring, "token"))]),
  inNamespace({ monitoring: { type } }, _context, { name, namespace, values, opts }) {
    if (type === "none") return [];
    const record = new LaunchRecord(`${name}-launches`, { namespace }, opts);
    return [{ resource: record, values: record.values(values) }];
  },
  afterRelease(settings, _made, { name, namespace, cluster, opts }, { tokens, secrets }) {
    const { monitoring: own, chart, exposure } = settings;
    if (own.type !== "inCluster") return;
    const { deletedWith: goesWith, ...others } = opts;
    const path = binderPath(exposure);
    new InClusterMonitoring(
      `${name}-monitoring`,
      {
        ...{ namespace, settings: own, timeout: chart.timeout },
        alerts: alertsOf(alertFacts(settings, secrets.githubApiToken !== undefined)),
        paths: { binderPath: path, hubPath: path.replace(/\/(services\/binder\/)?$/, "") },
        token: sure(tokens.monitoring, "token"),
        ...{ webhook: secrets.monitoringWebhook, smtpPassword: secrets.monitoringSmtpPassword },
        ...{ goesWith, cluster },
      },
      others,
    );
  },
} satisfies Concept;

/** What the alerts depend on. */
function alertFacts({ namespace, place, operate }: Settings, githubToken: boolean): AlertFacts {
  const pools = place.platform === "azure" ? Object.entries(place.pools).filter(([, { role }]) => role === "user") : [];
  return {
    ...{ namespace, githubToken },
    pools: Object.fromEntries(pools.map(([name, { max }]) => [name, max])),
    ...(operate.checkEvery !== undefined && { checkEvery: minutesOf(operate.checkEvery) }),
  };
}
