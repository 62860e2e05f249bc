import { pathKey, type Problem, removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { type Decided, piecesAfter, undone } from "../chart/guard";
import { spawners } from "../chart/spawners";
import { folderValues, foldersVariable, snippet } from "./values";

const by = "the setting binderhub:folders";

const pieces = ["jupyterhub", "hub", "extraConfig"];

const decided: readonly Decided[] = [
  { path: [...pieces, snippet], by },
  { path: ["jupyterhub", "singleuser", "extraEnv", foldersVariable], by },
  { path: ["jupyterhub", "hub", "config", "GenericOAuthenticator"], by: `${by}, which names groups` },
];

const postStart = ["jupyterhub", "singleuser", "lifecycleHooks", "postStart"];

/** The hook that makes links, where there are any. It does one thing: Kubernetes refuses a pod with two. */
const hook: readonly Decided[] = [
  {
    path: postStart,
    by: `${by} (with folders.NAME.mountPath below /mnt or /data, the hook may be your own)`,
    sealed: true,
  },
  ...spawners.map((name): Decided => ({
    path: ["jupyterhub", "hub", "config", name, "lifecycle_hooks"],
    by,
    does: (value) => value === undefined,
  })),
];

/** Rules for extra values: the hub still adds the folders, and people find them. */
export const folderGuardRules = [
  rule(["folders", "storage", "auth", "extraValues"], ({ folders, storage, auth, extraValues }): Problem[] => {
    if (Object.keys(folders).length === 0) return [];
    const own = folderValues({ folders, storage, auth });
    const places = at(own, ...postStart) === undefined ? decided : [...decided, ...hook];
    return [...undone(own, extraValues, places), ...spawnersOfOthers(extraValues)];
  }),
];

/** A piece that runs later and sets a spawner would take the folders away. */
function spawnersOfOthers(extraValues: Asked["extraValues"]): Problem[] {
  return piecesAfter(extraValues, pieces, snippet)
    .filter((name) => String(at(extraValues, ...pieces, name)).includes("spawner_class"))
    .map((name) => {
      const key = pathKey(["extraValues", ...pieces, name]);
      const text = `sets the spawner after ${snippet}, which adds the folders: pieces run in the order of their names, and one that begins with a digit runs before`;
      return { key, rule: text, mend: removeCommand(key) };
    });
}
