import { type Alert, type Severity } from "../alerts";
import { marksOf } from "../rule-file";

/** How Azure counts: 0 is critical, 4 is for the record. */
export const severities: Readonly<Record<Severity, number>> = { page: 1, ticket: 3 };

/**
 * The alerts as Azure has them. Each default is named, so that what Azure answers is what it was sent.
 * @see https://learn.microsoft.com/azure/azure-monitor/essentials/prometheus-rule-groups
 */
export function azureRules<Id>(alerts: readonly Alert[], actionGroupId: Id | undefined) {
  return alerts.map((alert) => ({
    ...{ alert: alert.name, expression: alert.expr, for: duration(alert.for), enabled: true },
    ...marksOf(alert),
    severity: severities[alert.severity],
    resolveConfiguration: { autoResolved: true, timeToResolve: "PT10M" },
    actions: actionGroupId === undefined ? [] : [{ actionGroupId }],
  }));
}

/** Minutes as ISO 8601 has them: `90m` is `PT1H30M`. */
export function duration(minutes: string): string {
  const all = Number.parseInt(minutes);
  const [hours, rest] = [Math.floor(all / 60), all % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}
