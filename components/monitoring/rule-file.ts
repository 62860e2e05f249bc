import { stringify } from "yaml";
import { type Alert } from "./alerts";

/** Seconds from one evaluation of the alerts to the next, and from one reading of the numbers to the next. */
export const intervalSeconds = 60;

/** Labels and annotations that messages show. */
export function marksOf({ name, severity, summary }: Alert) {
  return {
    labels: { severity },
    annotations: { summary, runbook: `docs/alerts.md#${name.toLowerCase()}` },
  };
}

/** The alerts as a rule file of Prometheus. @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export function ruleFile(alerts: readonly Alert[]) {
  return {
    groups: [
      {
        name: "binderhub",
        interval: `${intervalSeconds}s`,
        rules: alerts.map((alert) => ({ alert: alert.name, expr: alert.expr, for: alert.for, ...marksOf(alert) })),
      },
    ],
  };
}

/** The same as text. */
export const ruleText = (alerts: readonly Alert[]): string => stringify(ruleFile(alerts));
