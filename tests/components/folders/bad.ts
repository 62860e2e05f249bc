import { type More, type Row } from "../../stack/row";
import { type Edits, existingStack } from "../../stack/stack";

const key = (name: string) => `binderhub:folders.${name}`;
const extra = "binderhub:extraValues.jupyterhub";
const data = { type: "claim", claim: "data-sets" };
const shared = { type: "new", size: "10Gi" };
const files = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" };
const encrypted: More = { encrypted: ["binderhub:registryPassword", "binderhub:authClientSecret"] };
const existing: More = { base: existingStack };

/** Edits of one folder: another value for a key, or none. */
const of = (folder: object, keys: object = {}): Edits => ({
  folders: {
    data: Object.fromEntries(Object.entries({ ...folder, ...keys }).filter(([, value]) => value !== undefined)),
  },
});
const login = {
  auth: { type: "github", clientId: "id", allowedUsers: ["ada"], admins: ["grace"] },
  authClientSecret: "client-secret",
};
const known = (folder: object, keys: object): Edits => ({ ...login, ...of(folder, keys) });

const shapes: readonly Row[] = [
  ["folders as a list", { folders: [data] }, "binderhub:folders", /folders by name/],
  ["a folder as a text", { folders: { data: "data-sets" } }, key("data"), /an object with a type/],
  [
    "a folder without a type",
    of(data, { type: undefined }),
    key("data.type"),
    /is missing: one of claim, new, azureFiles/,
  ],
  ["a folder of an unknown type", of(data, { type: "nfs" }), key("data.type"), /one of claim, new, azureFiles/],
  ["a folder in upper case", { folders: { Data: data } }, key("Data"), /1 to 40 lower-case letters/],
  ["a folder with a slash", { folders: { "a/b": data } }, key("a/b"), /1 to 40 lower-case letters/],
  ["a folder without its claim", of(data, { claim: undefined }), key("data.claim"), /is missing: Name of a Persistent/],
  ["a claim whose name has a blank", of(data, { claim: "data sets" }), key("data.claim"), /the name of a claim/],
  [
    "a claim that has a size",
    of(data, { size: "10Gi" }),
    key("data.size"),
    /belongs to folders\.data\.type new, not to claim/,
  ],
  [
    "a share's name in a claim",
    of(data, { share: "sets" }),
    key("data.share"),
    /belongs to folders\.data\.type azureFiles/,
  ],
  [
    "a new folder with a claim",
    of(shared, { claim: "data-sets" }),
    key("data.claim"),
    /belongs to folders\.data\.type claim/,
  ],
  ["a folder with a misspelt key", of(data, { mountpath: "/data/x" }), key("data.mountpath"), /did you mean/],
  ["a folder without a unit", of(shared, { size: "10" }), key("data.size"), /such as 10Gi/],
  ["a share without an account", of(files, { account: undefined }), key("data.account"), /is missing: Storage account/],
  ["an account in upper case", of(files, { account: "MyData" }), key("data.account"), /storage account's name/],
  ["a share with two hyphens", of(files, { share: "my--sets" }), key("data.share"), /single hyphens/],
  ["writers as a word", of(data, { writers: "everybody" }), key("data.writers"), /group of settings/],
  [
    "writers who are not everybody",
    of(data, { writers: { everybody: false } }),
    key("data.writers.everybody"),
    /true, or left out/,
  ],
];

const people: readonly Row[] = [
  [
    "readers without a login",
    of(data, { readers: { users: ["ada"] } }),
    key("data.readers"),
    /needs a login/,
    { mends: key("data") },
  ],
  ["writers without a login", of(data, { writers: { groups: ["staff"] } }), key("data.writers"), /needs a login/],
  ["readers who are nobody", known(data, { readers: {} }), key("data.readers"), /names nobody/, encrypted],
  ["writers who are nobody", known(data, { writers: {} }), key("data.writers"), /names nobody/, encrypted],
  [
    "an empty list of users",
    known(data, { readers: { users: [] } }),
    key("data.readers.users"),
    /at least one user name/,
    encrypted,
  ],
  [
    "everybody and one more",
    known(data, { writers: { everybody: true, users: ["ada"] } }),
    key("data.writers.everybody"),
    /keep one of them/,
    encrypted,
  ],
  [
    "a writer who does not have the folder",
    known(data, { readers: { groups: ["course"] }, writers: { users: ["ada"] } }),
    key("data.writers.users"),
    /not among the readers/,
    { ...encrypted, mends: "folders.data.readers.users" },
  ],
  [
    "a group of writers that does not have the folder",
    known(data, { readers: { groups: ["course"] }, writers: { groups: ["course", "staff"] } }),
    key("data.writers.groups"),
    /not among the readers/,
    { ...encrypted, mends: "folders.data.readers.groups" },
  ],
];

const places: readonly Row[] = [
  ["a folder at the repository", of(data, { mountPath: "/home/jovyan" }), key("data.mountPath"), /hide the repository/],
  ["a folder over the environment", of(data, { mountPath: "/srv/conda/x" }), key("data.mountPath"), /below/],
  ["a folder that climbs", of(data, { mountPath: "/data/../srv" }), key("data.mountPath"), /'\.\.'/],
  [
    "a folder where the program mounts volumes",
    of(data, { mountPath: "/mnt/binderhub/storage" }),
    key("data.mountPath"),
    /another folder than \/mnt\/binderhub/,
  ],
  [
    "two folders at one place",
    { folders: { data, sets: { ...data, mountPath: "/home/jovyan/data" } } },
    key("sets.mountPath"),
    /is where the folder data is/,
  ],
  [
    "a folder in another one",
    { folders: { data, sets: { ...data, mountPath: "/home/jovyan/data/sets" } } },
    key("sets.mountPath"),
    /is inside of where the folder data is/,
  ],
  [
    "a folder above another one",
    { folders: { a: { ...data, mountPath: "/data/x/y" }, b: { ...data, mountPath: "/data/x" } } },
    key("b.mountPath"),
    /is above where the folder a is/,
  ],
  [
    "a folder at a person's volume",
    { ...login, storage: { size: "1Gi" }, folders: { persistent: data } },
    key("persistent.mountPath"),
    /is where the volume of storage is/,
    encrypted,
  ],
  [
    "a folder over a repository that builds put elsewhere",
    { "builds.buildArguments.REPO_DIR": "/data/repository", ...of(data, { mountPath: "/data/repository/data" }) },
    key("data.mountPath"),
    /would hide the repository/,
  ],
  [
    "a person's volume over a repository that builds put elsewhere",
    { ...login, "builds.buildArguments.REPO_DIR": "/data/repository", storage: { mountPath: "/data/repository" } },
    "binderhub:storage.mountPath",
    /would hide the repository/,
    encrypted,
  ],
  [
    "a folder where extra values mount something",
    {
      ...of(data, { mountPath: "/data/x" }),
      "extraValues.jupyterhub.singleuser.storage.extraVolumeMounts": [{ name: "x", mountPath: "/data/x" }],
    },
    key("data.mountPath"),
    /extraValues mount a volume/,
  ],
];

const volumes: readonly Row[] = [
  ["a folder on a disk", of(shared, { storageClass: "managed-csi" }), key("data.storageClass"), /one node at a time/],
  ["a folder on AKS's default disks", of(shared, { storageClass: "default" }), key("data.storageClass"), /file shares/],
  [
    "a share without a Secret, on a cluster that is there",
    of(files),
    key("data.secret"),
    /is missing: the nodes/,
    existing,
  ],
  [
    "a Secret without its namespace",
    of(files, { secret: { name: "key" } }),
    key("data.secret.namespace"),
    /is missing/,
  ],
  ["the hub's database as a folder", of(data, { claim: "hub-db-dir" }), key("data.claim"), /everybody's tokens/],
  [
    "a person's volume as a folder",
    { ...known(data, { claim: "claim-ada" }), storage: { size: "1Gi" } },
    key("data.claim"),
    /the volume of one person/,
    encrypted,
  ],
  [
    "a claim that the program could make",
    of(data, { claim: "folder-data" }),
    key("data.claim"),
    /claims that the program makes/,
  ],
];

const withExtra = (path: string, value: unknown): Edits => ({ ...of(data), [`extraValues.jupyterhub.${path}`]: value });

const guarded: readonly Row[] = [
  [
    "folders whose code is another",
    withExtra("hub.extraConfig.zz-folders", "pass"),
    `${extra}.hub.extraConfig.zz-folders`,
    /binderhub:folders/,
  ],
  [
    "folders with a hook of one's own",
    withExtra("singleuser.lifecycleHooks.postStart.exec.command", ["true"]),
    `${extra}.singleuser.lifecycleHooks.postStart.exec.command`,
    /the hook may be your own/,
  ],
  [
    "folders with a second hook",
    withExtra("singleuser.lifecycleHooks.postStart.httpGet", { port: 80 }),
    `${extra}.singleuser.lifecycleHooks.postStart.httpGet.port`,
    /the hook may be your own/,
  ],
  [
    "folders whose links the hub's own trait takes away",
    withExtra("hub.config.KubeSpawner.lifecycle_hooks", {}),
    `${extra}.hub.config.KubeSpawner.lifecycle_hooks`,
    /decided by the setting binderhub:folders/,
  ],
  [
    "folders without hooks",
    withExtra("singleuser.lifecycleHooks", null),
    `${extra}.singleuser.lifecycleHooks`,
    /would take away|would undo/,
  ],
  [
    "folders whose variable is another",
    withExtra("singleuser.extraEnv.BINDERHUB_FOLDERS", "/x"),
    `${extra}.singleuser.extraEnv.BINDERHUB_FOLDERS`,
    /binderhub:folders/,
  ],
  [
    "folders of groups that nobody tells",
    {
      auth: { type: "entra", clientId: "id", tenantId: "00000000-0000-0000-0000-000000000000", allowAll: true },
      authClientSecret: "client-secret",
      exposure: { type: "singleHost", dnsLabel: "myhub", https: { email: "me@example.org" } },
      ...of(shared, { readers: { groups: ["course"] } }),
      "extraValues.jupyterhub.hub.config.GenericOAuthenticator.manage_groups": false,
    },
    `${extra}.hub.config.GenericOAuthenticator.manage_groups`,
    /names groups/,
    encrypted,
  ],
  [
    "a spawner that is set after the folders",
    withExtra("hub.extraConfig.zzz", "c.JupyterHub.spawner_class = Mine"),
    `${extra}.hub.extraConfig.zzz`,
    /sets the spawner after zz-folders/,
  ],
  [
    "a volume with a hook of one's own",
    {
      ...login,
      storage: { size: "1Gi" },
      "extraValues.jupyterhub.singleuser.lifecycleHooks.postStart.exec.command": ["true"],
    },
    `${extra}.singleuser.lifecycleHooks.postStart.exec.command`,
    /the hook may be your own/,
    encrypted,
  ],
  [
    "volumes that the hub's own trait takes away",
    { ...login, storage: { size: "1Gi" }, "extraValues.jupyterhub.hub.config.KubeSpawner.volumes": [] },
    `${extra}.hub.config.KubeSpawner.volumes`,
    /decided by the setting binderhub:storage/,
    encrypted,
  ],
  [
    "volumes that are kept, and are not",
    {
      ...login,
      storage: { whenUserIsDeleted: "keep" },
      "extraValues.jupyterhub.hub.config.KubeSpawner.delete_pvc": true,
    },
    `${extra}.hub.config.KubeSpawner.delete_pvc`,
    /storage\.whenUserIsDeleted/,
    encrypted,
  ],
  [
    "volumes that are archived",
    { ...login, storage: { whenUserIsDeleted: "archive" } },
    "binderhub:storage.whenUserIsDeleted",
    /one of delete, keep/,
    encrypted,
  ],
];

/** Shared folders and volumes that are refused. */
export const folderRows: readonly Row[] = [...shapes, ...people, ...places, ...volumes, ...guarded];
