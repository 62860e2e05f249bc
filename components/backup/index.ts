import * as pulumi from "@pulumi/pulumi";
import { backupBill } from "./bill";
import { completion } from "../../settings/question";
import { sure } from "../../settings/refusal";
import { versions } from "../../settings/versions";
import { type Concept } from "../concept";
import { issuersIn } from "../network/certificate";
import { factsOf } from "../operate/facts-output";
import { zonesStay } from "./changes";
import { backupLosses } from "./losses";
import { backupRules, backupWarnings } from "./rules";
import { ScheduledBackup } from "./scheduled-backup";
import { backup as group } from "./settings";

/** Copies of people's files and of the hub's database, outside the cluster. */
export const backup = {
  settings: {
    backup: group
      .prefault({ type: "none" })
      .meta({ description: "Where people's files and the hub's database are copied to." }),
  },
  secrets: {
    backupPassword: {
      description:
        "Password with which backups are encrypted: without it, nobody can read them. Default: the program makes one, and keeps it in the stack's state.",
    },
    backupCredentials: {
      description:
        "What lets restic in at `backup.repository`: a line for each of its variables, such as `AWS_ACCESS_KEY_ID=…`.",
      file: "backup.env",
      needed: {
        by: "backup",
        types: {
          restic: ({ repository = "" }) =>
            repository.startsWith("rest:")
              ? undefined
              : `the variables that let restic in at ${repository}, a line NAME=value for each`,
        },
      },
    },
  },
  completions: [
    completion(["backup"], ({ backup: own }, files) => {
      if (own.type !== "restic" || own.trust === undefined) return { adds: {} };
      const found = issuersIn("binderhub:backup.trust", own.trust, files);
      return "pem" in found
        ? { adds: { backup: { ...own, certificates: found.pem } } }
        : { adds: {}, problems: [found.problem] };
    }),
  ],
  rules: backupRules,
  warnings: backupWarnings,
  changes: zonesStay,
  losses: backupLosses,
  afterRelease(settings, made, { name, namespace, opts }) {
    const { backup: own } = settings;
    if (own.type === "none") return;
    const { deletedWith: goesWith, ...others } = opts;
    new ScheduledBackup(
      `${name}-backup`,
      {
        ...{ namespace, backup: own, certificates: own.certificates, goesWith },
        image: settings.operate.image ?? versions.checkImage.is,
        facts: factsOf(settings, made).apply((facts) => ({ facts, stack: pulumi.getStack() })),
        environment: sure(made.backups, "place of the backups").environment,
      },
      others,
    );
  },
  outputs: (_settings, { backups }) =>
    backups === undefined ? {} : { backup: pulumi.secret(pulumi.output(backups.environment)) },
  leaves: ({ backup: own }) => (own.type === "restic" ? [`the backups in ${own.repository}`] : []),
  bill: backupBill,
} satisfies Concept;
