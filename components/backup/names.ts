/** Name of the job that makes backups, and of its account. */
export const backupName = "binder-backup";

/** Secret with the way to where backups are kept. */
export const repositorySecret = "binder-backup-repository";

/** ConfigMap in which backups keep what came of them. The first one makes it. */
export const backupResults = "binder-backup-results";

/** Key of the Secret with issuers' certificates. The others are variables of restic's environment. */
export const trustKey = "ca.pem";

/** Folder in which the pods of a backup see a claim: below it, by the claim's name. So each claim has a history of its own. */
export const claimsFolder = "/claims";

/** Claim of the hub's database. @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/pvc.yaml */
export const databaseClaim = "hub-db-dir";

/** Labels of the claims of shared folders that the stack makes. A backup finds them by these. */
export const folderLabels = { app: "binderhub", component: "shared-folder" };

/** Label of the pods that read and write volumes. */
export const podLabels = { app: "binderhub", component: backupName };
