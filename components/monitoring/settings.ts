import * as z from "zod";
import { emailAddress, emailAddresses, group, text, volumeSize, webUrl, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";
import { versions } from "../../settings/versions";
import { storageClass } from "../storage/settings";

/** @see https://prometheus.io/docs/alerting/latest/configuration/#email_config */
const smtp = group({
  host: text(/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$/, "the name of a mail server such as smtp.example.org").meta({
    description: "Mail server that sends the messages.",
    example: "smtp.example.org",
  }),
  port: wholeNumber(1, 65_535)
    .default(587)
    .meta({ description: "Port of the mail server. It must speak TLS (STARTTLS).", example: 587 }),
  from: emailAddress.meta({ description: "Sender of the messages.", example: "binderhub@example.org" }),
  username: text(/\S/, "a user name").optional().meta({
    description: "User name at the mail server. Its password is `monitoringSmtpPassword`. Default: no login.",
    example: "binderhub",
  }),
});

const emails = emailAddresses
  .optional()
  .meta({ description: "Who gets alerts by e-mail.", example: ["hub-team@example.org"] });

const chats = ["slack", "teams", "webhook"] as const;

/** Who is told of alerts. */
const alerts = group({
  emails: emails.meta({
    description: "Who gets alerts by e-mail. It needs `smtp`.",
    example: ["hub-team@example.org"],
  }),
  smtp: smtp.optional().meta({ description: "The mail server." }),
  chat: z
    .enum(chats, { error: `one of ${chats.join(", ")}` })
    .optional()
    .meta({
      description:
        "Alerts also go to an incoming webhook of Slack or Microsoft Teams, or to any program that takes Alertmanager's (`webhook`). Its address is `monitoringWebhook`.",
      example: "slack",
    }),
});

/** Nothing is watched. */
const none = group({ type: z.literal("none") });

/** Where Prometheus's chart comes from. */
const chart = group({
  version: text(/^\d+\.\d+\.\d+$/, "one exact version such as 29.27.0")
    .default(versions.prometheusChart.is)
    .meta({ description: "Version of Prometheus's chart.", example: versions.prometheusChart.is }),
  repository: webUrl.default("https://prometheus-community.github.io/helm-charts").meta({
    description: "Helm repository that serves it.",
    example: "https://prometheus-community.github.io/helm-charts",
  }),
  path: text(/\S/, "a folder or archive that holds a chart").optional().meta({
    description: "Folder or archive of the chart on disk. It replaces `version` and `repository`.",
    example: "./charts/prometheus-29.27.0.tgz",
  }),
});

const inCluster = group({
  type: z.literal("inCluster"),
  keep: text(/^[1-9]\d{0,3}d$/, "a number of days such as 30d")
    .default("30d")
    .meta({ description: "How long numbers are kept.", example: "30d" }),
  size: volumeSize.default("10Gi").meta({ description: "Size of the volume with the numbers.", example: "10Gi" }),
  storageClass: storageClass.optional().meta({
    description: "Storage class of that volume. Default: the cluster's own.",
    example: "standard",
  }),
  alerts: alerts.prefault({}).meta({ description: "Who is told of alerts." }),
  chart: chart.prefault({}).meta({ description: "Prometheus's chart." }),
  extraValues: z.record(z.string(), z.unknown(), { error: "an object of the chart's values" }).default({}).meta({
    description: "Values of Prometheus's chart, merged over the program's: images from a mirror, for example.",
  }),
});

/** Where nobody looks from outside. */
const off = "off";

/** Azure's own Prometheus. */
const azure = group({
  type: z.literal("azure"),
  region: text(/^[a-z]+[a-z0-9]*$/, "the short name of an Azure region such as westeurope")
    .optional()
    .meta({
      description:
        "Azure region in which numbers are kept. Not every region has workspaces for them. Default: the cluster's.",
      example: "westeurope",
    }),
  alerts: group({
    emails,
    chat: z.literal("webhook", { error: "webhook" }).optional().meta({
      description:
        "Alerts also go to a program that takes Azure's common alert schema. Its address is `monitoringWebhook`.",
      example: "webhook",
    }),
  })
    .prefault({})
    .meta({ description: "Who is told of alerts." }),
  outside: z.enum(["5m", "10m", "15m", off], { error: "one of 5m, 10m, 15m, off" }).optional().meta({
    description:
      "How often Azure opens the Binder page from three places in the world. Default: 15m, and off for a hub that has no public address, or whose cluster is stopped while it sleeps.",
    example: "15m",
  }),
  logs: group({
    audit: z.boolean({ error: "true or false" }).default(true).meta({
      description: "Whether what people and programs do at the cluster's API is recorded.",
      example: true,
    }),
    parts: z.boolean({ error: "true or false" }).default(true).meta({
      description:
        "Whether the logs of the hub's own parts are kept. They have names of users and addresses of repositories.",
      example: false,
    }),
    launches: group({
      record: z.boolean({ error: "true or false" }).default(true).meta({
        description: "Whether the record of launches is kept in a table of its own.",
        example: false,
      }),
      keep: wholeNumber(4, 730)
        .default(90)
        .meta({ description: "Days for which the record of launches is kept.", example: 365 }),
    })
      .prefault({})
      .meta({ description: "The record of launches, which names no person." }),
    keep: wholeNumber(30, 730)
      .default(30)
      .meta({ description: "Days for which everything else is kept.", example: 90 }),
    dailyCap: wholeNumber(1, 100).default(1).meta({
      description: "Gigabytes a day after which nothing more is taken, so that a fault costs no fortune.",
      example: 1,
    }),
  })
    .prefault({})
    .meta({ description: "What is kept in a workspace for logs." }),
});

/** The `binderhub:monitoring` group: what watches the hub, and whom it tells. */
export const monitoring = z.discriminatedUnion("type", [none, azure, inCluster], {
  error: "an object with a type, one of none, azure, inCluster",
});

declare module "../../settings/settings" {
  interface Settings {
    readonly monitoring: DeepReadonly<z.output<typeof monitoring>>;
  }
  interface Secrets {
    readonly monitoringWebhook?: string;
    readonly monitoringSmtpPassword?: string;
  }
}
