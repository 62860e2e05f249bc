import { type Edits, existingStack, type StackConfig } from "../../stack/stack";

const data = { type: "claim", claim: "data-sets" };
const course = { readers: { groups: ["course"] }, writers: { groups: ["course"] } };
const login = { auth: { type: "github", clientId: "id", allowedUsers: ["ada"] }, authClientSecret: "client-secret" };
const files = { type: "azureFiles", account: "mydata", resourceGroup: "data-rg", share: "sets" };

/** Shared folders with which nothing is wrong. */
export const goodFolders: readonly (readonly [name: string, edits: Edits, base?: StackConfig])[] = [
  ["a folder that everybody reads, without a login", { folders: { data } }],
  ["a folder that everybody writes, without a login", { folders: { data: { ...data, writers: { everybody: true } } } }],
  ["a new folder of a group", { ...login, folders: { course: { type: "new", size: "50Gi", ...course } } }],
  ["a new folder of a class of one's own", { folders: { course: { type: "new", storageClass: "shared-nfs" } } }],
  ["a new folder on a cluster that is there", { folders: { course: { type: "new" } } }, existingStack],
  ["a file share", { folders: { sets: files } }],
  [
    "a file share on a cluster that is there",
    { folders: { sets: { ...files, secret: { name: "mydata-key", namespace: "kube-system" } } } },
    existingStack,
  ],
  [
    "writers by name among a group of readers",
    {
      ...login,
      folders: { data: { ...data, readers: { users: ["Ada"], groups: ["course"] }, writers: { users: ["ada"] } } },
    },
  ],
  ["two views of one claim", { folders: { data, sets: { ...data, mountPath: "/data/sets" } } }],
  ["folders whose names begin alike", { folders: { data, "data-2": data } }],
  ["a folder beside a person's volume", { ...login, storage: { size: "1Gi" }, folders: { data } }],
  [
    "a hook of one's own, with a folder outside the home folder",
    {
      folders: { data: { ...data, mountPath: "/data/sets" } },
      "extraValues.jupyterhub.singleuser.lifecycleHooks.postStart.exec.command": ["true"],
    },
  ],
  [
    "a spawner that is set before the folders",
    { folders: { data }, "extraValues.jupyterhub.hub.extraConfig.10-mine": "c.JupyterHub.spawner_class = Mine" },
  ],
  ["a volume that stays with a user's name", { ...login, storage: { whenUserIsDeleted: "keep" } }],
  [
    "a repository elsewhere, and a link in the home folder",
    { "builds.buildArguments.REPO_DIR": "/home/jovyan/work", folders: { data } },
  ],
];
