import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { disks } from "../storage/rules";
import { folderGuardRules } from "./guard";
import { placeRules } from "./place-rules";
import { type Folder } from "./settings";
import { sharedClass } from "./volumes";

type Folders = Asked["folders"];

/** Rules for shared folders: there are people, they find the folder, and there is a volume that all of them can use. */
export const folderRules = [
  rule(["folders"], ({ folders }) => eachOf(folders, (name, folder) => peopleFit(name, folder))),
  rule(["folders", "auth"], peopleLogIn),
  rule(["folders", "platform"], volumesFit),
  rule(["folders", "auth", "storage"], claimIsNobodys),
  ...placeRules,
  ...folderGuardRules,
];

const eachOf = (folders: Folders, problems: (name: string, folder: Folder) => readonly Problem[]) =>
  Object.entries(folders).flatMap(([name, folder]) => problems(name, folder));

const keyOf = (...path: readonly string[]) => pathKey(["folders", ...path]);

function peopleFit(name: string, { readers, writers }: Folder): Problem[] {
  const problems: Problem[] = [];
  if (readers !== undefined && Object.keys(readers).length === 0) {
    const key = keyOf(name, "readers");
    const text = "names nobody: users, groups, or leave it out for everybody";
    problems.push({ key, rule: text, mend: setCommand(`${key}.users[0]`, "ada") });
  }
  if (writers !== undefined && Object.keys(writers).length === 0) {
    const key = keyOf(name, "writers");
    const text = "names nobody: users, groups, everybody: true, or leave it out for nobody";
    problems.push({ key, rule: text, mend: removeCommand(key) });
  }
  if (writers?.everybody === true && (writers.users !== undefined || writers.groups !== undefined)) {
    const key = keyOf(name, "writers", "everybody");
    const text = "stands beside single users or groups: keep one of them";
    problems.push({ key, value: "true", rule: text, mend: removeCommand(key) });
  }
  if (problems.length > 0 || readers === undefined || writers === undefined) return problems;
  return (["users", "groups"] as const).flatMap((kind) => {
    const who = readers[kind] ?? [];
    const left = (writers[kind] ?? []).filter((one) => !isAmong(one, who, kind));
    return left.map((one, index) => ({
      key: keyOf(name, "writers", kind),
      value: one,
      rule: `may write, but is not among the readers, who alone have the folder: name it in readers.${kind} too`,
      mend: setCommand(keyOf(name, "readers", kind, String(who.length + index)), one),
    }));
  });
}

/** JupyterHub writes users' names in lower case, and groups' names as they are. */
function isAmong(one: string, who: readonly string[], kind: "users" | "groups"): boolean {
  return kind === "groups" ? who.includes(one) : who.some((other) => other.toLowerCase() === one.toLowerCase());
}

function peopleLogIn({ folders, auth }: Pick<Asked, "folders" | "auth">): Problem[] {
  if (auth.type !== "none") return [];
  return eachOf(folders, (name, folder) =>
    (["readers", "writers"] as const)
      .filter((kind) => folder[kind]?.users !== undefined || folder[kind]?.groups !== undefined)
      .map((kind) => {
        const key = keyOf(name, kind);
        const text =
          "names users or groups, so it needs a login (auth.type): without one, nobody knows who a person is";
        // Without its readers, the folder would be everybody's.
        return { key, rule: text, mend: removeCommand(folder.readers === undefined ? key : keyOf(name)) };
      }),
  );
}

/**
 * A folder is on many nodes at a time.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
function volumesFit({ folders, platform }: Pick<Asked, "folders" | "platform">): Problem[] {
  return eachOf(folders, (name, folder): Problem[] => {
    if (folder.type === "new" && platform === "azure" && folder.storageClass !== undefined) {
      const key = keyOf(name, "storageClass");
      const text = "makes disks, and Azure attaches a disk to one node at a time: it must be a class of file shares";
      return disks.includes(folder.storageClass)
        ? [{ key, value: folder.storageClass, rule: text, mend: setCommand(key, sharedClass) }]
        : [];
    }
    if (folder.type === "azureFiles" && platform === "existing" && folder.secret === undefined) {
      const key = keyOf(name, "secret");
      const text =
        "is missing: the nodes of a cluster that is there may have no right to read the account's key. Name a Secret that has it (docs/storage.md)";
      return [{ key, rule: text, mend: setCommand(key, { name: `${folder.account}-key`, namespace: "kube-system" }) }];
    }
    return [];
  });
}

/**
 * Claims that the hub and the program's own volumes have.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/main/jupyterhub/templates/hub/pvc.yaml
 */
function claimIsNobodys({ folders, storage }: Pick<Asked, "folders" | "storage">): Problem[] {
  return eachOf(folders, (name, folder) => {
    if (folder.type !== "claim") return [];
    const whose =
      folder.claim === "hub-db-dir"
        ? "the hub's database, with everybody's tokens in it"
        : storage !== undefined && folder.claim.startsWith("claim-")
          ? "the volume of one person (storage)"
          : /^(folder|share)-/.test(folder.claim)
            ? "called like the claims that the program makes"
            : undefined;
    const key = keyOf(name, "claim");
    const rule = `is ${whose ?? ""}: it must be a claim of its own`;
    return whose === undefined ? [] : [{ key, value: folder.claim, rule, mend: setCommand(key, "data-sets") }];
  });
}
