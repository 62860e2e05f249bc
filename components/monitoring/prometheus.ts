import { stringify } from "yaml";
import { type Alert } from "./alerts";
import { services } from "./names";
import { intervalSeconds, ruleText } from "./rule-file";
import { scrapeConfigs, type ScrapeContext } from "./scrape";

/** Keys of the Secret with Prometheus's configuration, which are also its files. */
export const files = { config: "prometheus.yml", rules: "alerts.yml", token: "hub-token" } as const;

/** Where the chart mounts it. */
export const configFolder = "/etc/config";

/** Where Alertmanager and Prometheus find what is secret. */
export const notifyFolder = "/etc/notify";

/** Prometheus's own configuration. @param tells whether there is an Alertmanager */
export function prometheusConfig(context: Omit<ScrapeContext, "tokenFile">, tells: boolean): string {
  return stringify({
    global: { scrape_interval: `${intervalSeconds}s`, evaluation_interval: `${intervalSeconds}s` },
    rule_files: [`${configFolder}/${files.rules}`],
    ...(tells && {
      alerting: { alertmanagers: [{ static_configs: [{ targets: [`${services.alertmanager}:9093`] }] }] },
    }),
    scrape_configs: scrapeConfigs({ ...context, tokenFile: `${configFolder}/${files.token}` }),
  });
}

/** What the Secret holds, but for the token. */
export function configFiles(context: Omit<ScrapeContext, "tokenFile">, alerts: readonly Alert[], tells: boolean) {
  return { [files.config]: prometheusConfig(context, tells), [files.rules]: ruleText(alerts) };
}
