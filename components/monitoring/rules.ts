import { type Problem, setCommand, setSecretCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { places, undone } from "../chart/guard";
import { countingValues, snippet } from "./launch-record";
import { readerName } from "./names";
import { tellsSomebody } from "./notify";
import { isPublic } from "./outside";
import { readerValues } from "./service";

const key = "binderhub:monitoring";

/** Rules for what watches the hub. */
export const monitoringRules = [
  rule(["monitoring", "platform"], azureHasItsOwnCluster),
  rule(["monitoring", "exposure"], outsideSeesIt),
  rule(["monitoring"], mailNeedsAServer),
  rule(["monitoring"], ({ monitoring }, { monitoringWebhook }) => addressIsOne(monitoring, monitoringWebhook)),
  rule(["monitoring", "extraValues"], stays),
];

/** Only where the stack makes the cluster, the agent is the program's to switch on. */
function azureHasItsOwnCluster({ monitoring, platform }: Pick<Asked, "monitoring" | "platform">): Problem[] {
  return monitoring.type === "azure" && platform === "existing"
    ? [
        {
          key: `${key}.type`,
          value: "azure",
          rule: "cannot be azure on an existing cluster: there, the stack makes nothing in Azure",
          mend: setCommand(key, { type: "inCluster" }),
        },
      ]
    : [];
}

function outsideSeesIt({ monitoring, exposure }: Pick<Asked, "monitoring" | "exposure">): Problem[] {
  if (monitoring.type !== "azure" || monitoring.outside === undefined || monitoring.outside === "off") return [];
  return isPublic(exposure)
    ? []
    : [
        {
          key: `${key}.outside`,
          value: monitoring.outside,
          rule: "has no use: this hub has no public address, so that nobody reaches it from outside",
          mend: setCommand(`${key}.outside`, "off"),
        },
      ];
}

function mailNeedsAServer({ monitoring }: Pick<Asked, "monitoring">): Problem[] {
  if (monitoring.type !== "inCluster") return [];
  const { emails, smtp } = monitoring.alerts;
  if (emails !== undefined && smtp === undefined) {
    return [
      {
        key: `${key}.alerts.smtp`,
        rule: "is missing: messages to monitoring.alerts.emails go through a mail server",
        mend: setCommand(`${key}.alerts.smtp`, { host: "smtp.example.org", from: "binderhub@example.org" }),
      },
    ];
  }
  if (emails === undefined && smtp !== undefined) {
    return [
      {
        key: `${key}.alerts.smtp`,
        value: smtp.host,
        rule: "has no use without monitoring.alerts.emails, whose messages it sends",
        mend: setCommand(`${key}.alerts.emails[0]`, "hub-team@example.org"),
      },
    ];
  }
  return [];
}

/** It is never shown: whoever knows it can write there. */
function addressIsOne(monitoring: Asked["monitoring"], secret: string | undefined): Problem[] {
  if (secret === undefined || monitoring.type === "none" || monitoring.alerts.chat === undefined) return [];
  const own = "binderhub:monitoringWebhook";
  return /^https:\/\/[^\s/]+\/\S*$/.test(secret.trim())
    ? []
    : [{ key: own, rule: "must be the address of an incoming webhook, https://…", mend: setSecretCommand(own) }];
}

const by = "the setting binderhub:monitoring";
const decided = places(
  by,
  [`extraConfig.${snippet}`, `jupyterhub.hub.services.${readerName}`, `jupyterhub.hub.loadRoles.${readerName}`],
  { sealed: true },
);

/** Values of the user's own leave the numbers as they are, and give their reader no more rights. */
function stays({ monitoring, extraValues }: Pick<Asked, "monitoring" | "extraValues">): readonly Problem[] {
  if (monitoring.type === "none") return [];
  const own = { ...countingValues(), ...readerValues("decided by the program") };
  return undone(own, extraValues, decided);
}

/** What is allowed, but may be a mistake. */
export const monitoringWarnings = [
  warning(["monitoring"], ({ monitoring }) =>
    monitoring.type !== "none" && !tellsSomebody(monitoring.alerts)
      ? [
          `monitoring.alerts: nobody is told of alerts. To tell people: ${
            monitoring.type === "azure"
              ? setCommand(`${key}.alerts.emails[0]`, "hub-team@example.org")
              : setCommand(`${key}.alerts.chat`, "slack")
          }`,
        ]
      : [],
  ),
  warning(["monitoring", "operate"], ({ monitoring, operate }) =>
    monitoring.type !== "none" && operate.checkEvery === undefined
      ? [
          `monitoring: without scheduled checks, no alert tells of the certificate and of what only a check finds. ${setCommand("binderhub:operate.checkEvery", "1h")}`,
        ]
      : [],
  ),
];
