/** The settings that are secrets; a test compares them with the program's. A pack that is published takes this folder only. */
export const secretSettings = [
  "authClientSecret",
  "backupCredentials",
  "backupPassword",
  "baseImageCredentials",
  "dummyPassword",
  "extraSecretValues",
  "githubApiToken",
  "httpsKey",
  "monitoringSmtpPassword",
  "monitoringWebhook",
  "privateRepositoriesKey",
  "registryPassword",
] as const;
