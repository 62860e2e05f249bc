import { type Settings } from "../../settings/settings";

type Alerts = Extract<Settings["monitoring"], { type: "inCluster" }>["alerts"];

/** Files with what is secret, in the folder that Alertmanager sees: its Secret has a key for each. */
export const secretFiles = { webhook: "webhook-url", password: "smtp-password" } as const;

/** Whether anybody is told. */
export function tellsSomebody({ emails, chat }: Readonly<{ emails?: unknown; chat?: unknown }>): boolean {
  return emails !== undefined || chat !== undefined;
}

/**
 * Alertmanager's configuration: everything goes to the same people. What hurries is repeated every hour, the rest once a day.
 *
 * @param folder where the secret files are
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerConfig({ emails, smtp, chat }: Alerts, folder: string, hub: string) {
  const text = `{{ range .Alerts }}{{ .Annotations.summary }} ({{ .Annotations.runbook }})\n{{ end }}`;
  const title = `[{{ .Status | toUpper }}] ${hub}: {{ .CommonLabels.alertname }}`;
  const url = `${folder}/${secretFiles.webhook}`;
  return {
    ...(emails !== undefined &&
      smtp !== undefined && {
        global: {
          smtp_smarthost: `${smtp.host}:${smtp.port}`,
          smtp_from: smtp.from,
          ...(smtp.username !== undefined && {
            smtp_auth_username: smtp.username,
            smtp_auth_password_file: `${folder}/${secretFiles.password}`,
          }),
        },
      }),
    route: {
      receiver: "people",
      group_by: ["alertname"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "24h",
      routes: [{ receiver: "people", matchers: ['severity="page"'], repeat_interval: "1h" }],
    },
    receivers: [
      {
        name: "people",
        ...(emails !== undefined && {
          email_configs: [{ to: emails.join(", "), send_resolved: true, headers: { Subject: title }, text, html: "" }],
        }),
        ...(chat === "slack" && { slack_configs: [{ api_url_file: url, send_resolved: true, title, text }] }),
        ...(chat === "teams" && { msteamsv2_configs: [{ webhook_url_file: url, send_resolved: true, title, text }] }),
        ...(chat === "webhook" && { webhook_configs: [{ url_file: url, send_resolved: true }] }),
      },
    ],
  };
}
