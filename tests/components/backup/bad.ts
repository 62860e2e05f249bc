import { type Edits, existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = (name: string) => `binderhub:backup.${name}`;
const password = "binderhub:backupPassword";
const credentials = "binderhub:backupCredentials";
const encrypted = ["binderhub:registryPassword", password, credentials];
const secret: More = { encrypted };
const bucket = "s3:https://s3.example.org/hub";
const azure = (more: object = {}): Edits => ({ backup: { type: "azure", account: "mybackup", ...more } });
const restic = (more: object = {}, access = "AWS_ACCESS_KEY_ID=ada\nAWS_SECRET_ACCESS_KEY=b"): Edits => ({
  backup: { type: "restic", repository: bucket, ...more },
  backupCredentials: access,
});

/** Wrong settings of the group `backup`, and of its secrets. */
export const badBackups: readonly Row[] = [
  ["backups of an unknown type", { "backup.type": "velero" }, key("type"), /one of none, azure, restic/],
  ["backups as a switch", { backup: true }, "binderhub:backup", /an object with a type/],
  ["backups in no account", azure({ account: undefined }), key("account"), /is missing/],
  ["an account with a hyphen", azure({ account: "my-backup" }), key("account"), /lower-case letters and digits/],
  ["an account of 25 characters", azure({ account: "a".repeat(25) }), key("account"), /3 to 24/],
  ["copies without a name", azure({ redundancy: "RAID" }), key("redundancy"), /one of LRS, ZRS, GRS, GZRS/],
  ["backups every hour", azure({ every: "1h" }), key("every"), /one of 6h, 12h, 24h/],
  ["backups at a quarter to nowhere", azure({ at: "24:45" }), key("at"), /a time of day such as 02:41/],
  ["backups that are kept for no day", azure({ keep: { days: 0 } }), key("keep.days"), /from 1 to 366/],
  ["backups that are kept for half a week", azure({ keep: { weeks: 0.5 } }), key("keep.weeks"), /whole number/],
  ["a misspelt time to keep", azure({ keep: { day: 3 } }), key("keep.day"), /did you mean.*days/],
  ["restic of today", azure({ image: "docker.io/restic/restic" }), key("image"), /with a tag or a digest/],
  [
    "a key of an account in a bucket",
    restic({ account: "mybackup" }),
    key("account"),
    /belongs to backup\.type azure/,
    secret,
  ],
  [
    "an account on a cluster that is there",
    azure(),
    key("type"),
    /cannot be azure on an existing cluster/,
    { base: existingStack, mends: "binderhub:backup" },
  ],
  [
    "a resource group whose backup's own would be too long",
    { ...azure(), "azure.resourceGroup": "a".repeat(84), "azure.nodeResourceGroup": "nodes" },
    "binderhub:azure.resourceGroup",
    /at most 90 characters/,
  ],
  ["backups in a folder", restic({ repository: "/backup" }), key("repository"), /a repository of restic's/, secret],
  [
    "a repository with a password in its address",
    restic({ repository: "rest:https://ada:lovelace@backup.example.org/hub" }),
    key("repository"),
    /a URL with a password in plain text/,
    secret,
  ],
  [
    "issuers in a file that is not there",
    restic({ trust: "./nowhere.pem" }),
    key("trust"),
    /a file that is not there/,
    { ...secret, person: "only a person has the file" },
  ],
  [
    "a bucket without what lets restic in",
    { backup: { type: "restic", repository: bucket } },
    credentials,
    /is missing: the variables that let restic in/,
  ],
  ["what lets restic in, in plain text", restic(), credentials, /plain text/],
  [
    "what lets restic in as JSON",
    restic({}, '{"AWS_ACCESS_KEY_ID": "ada"}'),
    credentials,
    /must be lines NAME=value .* in its line 1/,
    secret,
  ],
  ["what lets restic in, half of it", restic({}, "A_B=c\nD="), credentials, /which it is not in its line 2/, secret],
  [
    "a password among what lets restic in",
    restic({}, "AWS_ACCESS_KEY_ID=ada\nRESTIC_PASSWORD=lovelace"),
    credentials,
    /sets RESTIC_PASSWORD in its line 2, which is binderhub:backupPassword/,
    secret,
  ],
  [
    "a password that can be guessed",
    { ...azure(), backupPassword: "lovelace" },
    password,
    /at least 16 characters/,
    secret,
  ],
  [
    "a backup's password in plain text",
    { ...azure(), backupPassword: "correct horse battery" },
    password,
    /plain text/,
  ],
];
