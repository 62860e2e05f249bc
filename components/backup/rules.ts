import { type Problem, removeCommand, setCommand, setSecretCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { backupGroup } from "./backup-account";
import { linesOf } from "./repository";

const key = "binderhub:backup";

/** Rules for backups. */
export const backupRules = [
  rule(["backup", "platform"], azureMakesItsOwn),
  rule(["backup"], ({ backup }, secrets) => [
    ...passwordIsLong(backup, secrets.backupPassword),
    ...credentialsAreLines(backup, secrets.backupCredentials),
  ]),
  rule(["backup", "platform", "place"], groupNameFits),
];

/** On an existing cluster, the stack makes nothing in Azure. */
function azureMakesItsOwn({ backup, platform }: Pick<Asked, "backup" | "platform">): Problem[] {
  return backup.type === "azure" && platform === "existing"
    ? [
        {
          key: `${key}.type`,
          value: "azure",
          rule: "cannot be azure on an existing cluster: there, the stack makes nothing in Azure. Take restic and a storage account or a bucket that is there",
          mend: removeCommand(key),
        },
      ]
    : [];
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
function groupNameFits({ backup, place }: Pick<Asked, "backup" | "place">): Problem[] {
  if (backup.type !== "azure" || place.platform !== "azure") return [];
  const name = backupGroup(place.resourceGroup);
  return name.length <= 90
    ? []
    : [
        {
          key: "binderhub:azure.resourceGroup",
          value: place.resourceGroup,
          rule: `is too long: the backup's own group would be ${name}, and a resource group's name has at most 90 characters`,
          mend: setCommand("binderhub:azure.resourceGroup", place.resourceGroup.slice(0, 80)),
        },
      ];
}

/** The shortest password that is taken. One that the program makes has 64 digits. */
const shortest = 16;

function passwordIsLong({ type }: Asked["backup"], password: string | undefined): Problem[] {
  const own = "binderhub:backupPassword";
  if (password === undefined || type === "none" || password.trim().length >= shortest) return [];
  return [
    {
      key: own,
      rule: `must have at least ${shortest} characters: it is all that keeps people's files from whoever gets the backup`,
      mend: setSecretCommand(own),
    },
  ];
}

/** Variables that other settings are for. */
const taken: Readonly<Record<string, string>> = {
  RESTIC_PASSWORD: "binderhub:backupPassword",
  RESTIC_REPOSITORY: "binderhub:backup.repository",
  RESTIC_CACERT: "binderhub:backup.trust",
};

/** Neither a line nor its value is shown. @see https://restic.readthedocs.io/en/v0.18.1/040_backup.html#environment-variables */
function credentialsAreLines({ type }: Asked["backup"], credentials: string | undefined): Problem[] {
  const own = "binderhub:backupCredentials";
  if (credentials === undefined || type !== "restic") return [];
  const mend = setSecretCommand(own);
  return linesOf(credentials).flatMap((line, index): Problem[] => {
    const name = /^([A-Z][A-Z0-9_]*)=./.exec(line)?.[1];
    const where = `in its line ${index + 1}`;
    if (name === undefined) {
      return [
        { key: own, rule: `must be lines NAME=value with variables of restic's, which it is not ${where}`, mend },
      ];
    }
    const setting = taken[name];
    return setting === undefined ? [] : [{ key: own, rule: `sets ${name} ${where}, which is ${setting}`, mend }];
  });
}

/** What is said where there are files of people, and no backups. */
export function withoutCopy({ backup, platform }: Pick<Asked, "backup" | "platform">): string[] {
  if (backup.type !== "none") return [];
  const command = setCommand(`${key}.type`, platform === "azure" ? "azure" : "restic");
  return [
    `backup.type is none: people's files are on volumes that are deleted with the cluster, and nobody has a copy. ${command} and docs/backup.md`,
  ];
}

/** What is allowed, but may be a mistake. */
export const backupWarnings = [
  warning(["backup", "storage", "platform"], ({ storage, ...asked }) =>
    storage === undefined ? [] : withoutCopy(asked),
  ),
  warning(["backup"], ({ backup }) =>
    backup.type === "restic" && backup.repository.startsWith("rest:http://")
      ? [
          `backup.repository: the files are encrypted on the way, but what lets restic in is not: use rest:https://, or ${removeCommand(`${key}.repository`)}`,
        ]
      : [],
  ),
];
