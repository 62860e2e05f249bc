import { type Edits, existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:monitoring.${name}`;
const webhook = "binderhub:monitoringWebhook";
const encrypted = ["binderhub:registryPassword", webhook, "binderhub:monitoringSmtpPassword"];
const secret: More = { encrypted };
const inCluster = (more: object = {}): Edits => ({ monitoring: { type: "inCluster", ...more } });
const azure = (more: object): Edits => ({ monitoring: { type: "azure", ...more } });
const smtp = { host: "smtp.example.org", from: "binder@example.org" };
const extra = (path: string, value: unknown): Edits => ({ ...inCluster(), [`extraValues.${path}`]: value });
const at = (path: string) => `binderhub:extraValues.${path}`;

/** Wrong settings of the group `monitoring`. */
export const badMonitoring: readonly Row[] = [
  ["monitoring of an unknown type", { "monitoring.type": "grafana" }, key("type"), /one of none, azure, inCluster/],
  ["monitoring as a switch", { monitoring: true }, "binderhub:monitoring", /an object with a type/],
  ["numbers kept for months", inCluster({ keep: "6 months" }), key("keep"), /a number of days such as 30d/],
  ["numbers kept for no day", inCluster({ keep: "0d" }), key("keep"), /a number of days such as 30d/],
  ["a volume of numbers by its digits", inCluster({ size: 10 }), key("size"), /a size such as 10Gi/],
  ["a storage class with a blank", inCluster({ storageClass: "my class" }), key("storageClass"), /a storage class/],
  ["a chart of any version", inCluster({ chart: { version: "^29" } }), key("chart.version"), /one exact version/],
  ["alerts to a name", inCluster({ alerts: { emails: ["ada"], smtp } }), key("alerts.emails[0]"), /an e-mail address/],
  ["alerts to nobody", inCluster({ alerts: { emails: [], smtp } }), key("alerts.emails"), /at least one/],
  ["alerts by mail without a server", inCluster({ alerts: { emails: ["a@b.org"] } }), key("alerts.smtp"), /is missing/],
  [
    "a mail server for nobody",
    inCluster({ alerts: { smtp } }),
    key("alerts.smtp"),
    /has no use without/,
    { mends: key("alerts.emails") },
  ],
  [
    "a mail server by its address on the web",
    inCluster({ alerts: { emails: ["a@b.org"], smtp: { ...smtp, host: "https://smtp.example.org" } } }),
    key("alerts.smtp.host"),
    /the name of a mail server/,
  ],
  [
    "a mail server's login without a password",
    inCluster({ alerts: { emails: ["a@b.org"], smtp: { ...smtp, username: "binder" } } }),
    "binderhub:monitoringSmtpPassword",
    /is missing: the password of binder at smtp\.example\.org/,
  ],
  [
    "alerts to an unknown chat",
    inCluster({ alerts: { chat: "irc" } }),
    key("alerts.chat"),
    /one of slack, teams/,
    { also: [webhook] },
  ],
  ["a chat without its address", inCluster({ alerts: { chat: "slack" } }), webhook, /is missing: the address of/],
  [
    "a chat whose address is a channel",
    { ...inCluster({ alerts: { chat: "slack" } }), monitoringWebhook: "#binder" },
    webhook,
    /must be the address of an incoming webhook/,
    secret,
  ],
  [
    "a chat whose address everybody on the way can read",
    { ...inCluster({ alerts: { chat: "teams" } }), monitoringWebhook: "http://hooks.example.org/a" },
    webhook,
    /must be the address of an incoming webhook/,
    secret,
  ],
  [
    "an address of a chat in plain text",
    { ...inCluster({ alerts: { chat: "slack" } }), monitoringWebhook: "https://hooks.example.org/a" },
    webhook,
    /plain text/,
    { encrypted: ["binderhub:registryPassword"] },
  ],
  [
    "Azure's own on a cluster that is there",
    { monitoring: { type: "azure" } },
    key("type"),
    /cannot be azure on an existing cluster/,
    { base: existingStack, mends: "binderhub:monitoring" },
  ],
  [
    "numbers in a region by its long name",
    azure({ region: "West Europe" }),
    key("region"),
    /short name of an Azure region/,
  ],
  ["a look from outside every minute", azure({ outside: "1m" }), key("outside"), /one of 5m, 10m, 15m, off/],
  [
    "a look from outside at a hub that has no public address",
    { ...azure({ outside: "5m" }), exposure: { type: "clusterIP" } },
    key("outside"),
    /has no public address/,
  ],
  ["records kept for a week", azure({ logs: { keep: 7 } }), key("logs.keep"), /from 30 to 730/],
  ["the logs of some parts", azure({ logs: { parts: "binder" } }), key("logs.parts"), /true or false/],
  ["launches as days", azure({ logs: { launches: 90 } }), key("logs.launches"), /a group of settings/],
  ["launches kept for a day", azure({ logs: { launches: { keep: 1 } } }), key("logs.launches.keep"), /from 4 to 730/],
  ["launches kept for ever", azure({ logs: { launches: { keep: 731 } } }), key("logs.launches.keep"), /from 4 to 730/],
  ["records without an end", azure({ logs: { dailyCap: 0 } }), key("logs.dailyCap"), /from 1 to 100/],
  ["Azure's alerts to Slack", azure({ alerts: { chat: "slack" } }), key("alerts.chat"), /webhook/, { also: [webhook] }],
  [
    "a mail server for Azure, which has its own",
    azure({ alerts: { emails: ["a@b.org"], smtp } }),
    key("alerts.smtp"),
    /is not a setting; known here: emails, chat/,
  ],
  [
    "another piece in the place of the one that counts",
    extra("extraConfig.zy-monitoring", "pass"),
    at("extraConfig.zy-monitoring"),
    /binderhub:monitoring/,
  ],
  [
    "more rights for what reads numbers",
    extra("jupyterhub.hub.loadRoles.binder-monitoring.scopes", ["admin:users"]),
    at("jupyterhub.hub.loadRoles.binder-monitoring.scopes"),
    /binderhub:monitoring/,
  ],
  [
    "what reads numbers as an administrator",
    extra("jupyterhub.hub.services.binder-monitoring.admin", true),
    at("jupyterhub.hub.services.binder-monitoring.admin"),
    /binderhub:monitoring/,
  ],
];
