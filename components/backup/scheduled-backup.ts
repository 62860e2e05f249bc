import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../operate/bundle";
import { type ScheduledFacts } from "../operate/scheduled-check";
import { type RbacRule, scheduledProgram } from "../operate/scheduled-program";
import { backupName, backupResults, repositorySecret, trustKey } from "./names";
import { cronOf, hoursOf } from "./schedule";
import { type Backup } from "./settings";

/** What {@link ScheduledBackup} needs. */
export interface ScheduledBackupArgs {
  /** The hub's namespace. */
  readonly namespace: string;
  readonly backup: Pick<Backup, "every" | "at">;
  /** Image with Node. */
  readonly image: string;
  /** Variables of restic's environment: where backups are kept, and what lets it in. Secrets. */
  readonly environment: pulumi.Output<Readonly<Record<string, string>>>;
  /** Certificates (PEM) of issuers that restic trusts, in place of the public ones. @default the public ones */
  readonly certificates?: string;
  /** What the job is told: a secret. */
  readonly facts: pulumi.Output<ScheduledFacts>;
  /** What the objects are deleted with: the namespace. */
  readonly goesWith?: pulumi.Resource;
}

/**
 * What the job may do, in the hub's namespace. It makes pods that mount volumes. No rule can say "such pods only": it may make any pod there, and so read what
 * pods there can read.
 */
const rules: readonly RbacRule[] = [
  { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "create", "delete"] },
  { apiGroups: [""], resources: ["pods/log", "events"], verbs: ["get", "list"] },
  { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get", "list"] },
  // The hub's pod copies its database, and a pod tells what the repository has. From Kubernetes 1.35 on, a WebSocket needs `create` as well:
  // https://github.com/kubernetes/kubernetes/pull/134577
  { apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"] },
  { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "create"] },
  { apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: [backupResults] },
];

/** The way to where backups are kept, and the job that makes them. */
export class ScheduledBackup extends pulumi.ComponentResource {
  constructor(component: string, args: ScheduledBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const fromOthers = { facts: undefined, environment: undefined, goesWith: undefined };
    super("binderhub:backup:ScheduledBackup", component, { ...args, ...fromOthers }, opts);
    const { namespace, image, backup, certificates, facts, goesWith } = args;
    const access = new core.Secret(
      `${component}-repository`,
      {
        metadata: { name: repositorySecret, namespace },
        stringData: pulumi.secret(
          args.environment.apply((known) => ({
            ...known,
            ...(certificates !== undefined && { [trustKey]: certificates }),
          })),
        ),
      },
      { parent: this, dependsOn: opts?.dependsOn, deletedWith: goesWith },
    );
    scheduledProgram(
      component,
      {
        ...{ name: backupName, namespace, image, facts, goesWith, rules },
        // Half of the time to the next one.
        longest: (hoursOf(backup.every) / 2) * 3600,
        ...{ does: "backup", schedule: cronOf(backup.every, backup.at), program: bundle("backup-inside.ts") },
      },
      // With the password gone, nobody could read the backups: what is protected keeps it.
      { parent: this, dependsOn: access },
    );
    this.registerOutputs();
  }
}
