import { pathKey, type Problem, removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";
import { type Decided, undone } from "../chart/guard";
import { spawners } from "../chart/spawners";
import { snippets } from "../private-repositories/values";
import { sizeValues, snippet } from "./values";

const places = (paths: readonly string[], more: Partial<Decided> = {}): Decided[] =>
  paths.map((path) => ({ path: path.split("."), by: "the setting binderhub:sizes", ...more }));

/** Other ways to give some servers other traits. KubeSpawner applies a profile after the size; JupyterHub applies groups' traits before it. */
const profiles = [
  "jupyterhub.singleuser.profileList",
  ...spawners.flatMap((name) =>
    ["profile_list", "group_overrides"].map((trait) => `jupyterhub.hub.config.${name}.${trait}`),
  ),
];

const decided: readonly Decided[] = [
  ...places([`jupyterhub.hub.extraConfig.${snippet}`]),
  ...places(
    ["manage_groups", "auth_state_groups_key"].map((trait) => `jupyterhub.hub.config.GenericOAuthenticator.${trait}`),
  ),
  // The hub knows BinderHub by this name, and believes nobody else what repository a server is of.
  ...places(["jupyterhub.hub.services.binder.name"], { sealed: true }),
  ...places(profiles, { does: (value) => Object.keys(value ?? {}).length === 0 }),
];

type Guarded = Pick<Asked, "sizes" | "auth" | "limits" | "repositories" | "privateRepositories" | "extraValues">;

/** Rules for extra values: they take nothing of the sizes away. */
export const guardRules = [
  rule(["sizes", "auth", "limits", "repositories", "privateRepositories", "extraValues"], (asked): Problem[] =>
    asked.sizes === undefined ? [] : [...undone(sizeValues(asked), asked.extraValues, decided), ...later(asked)],
  ),
];

/** Pieces of configuration that run after the program's, and could undo it. Those after the check of private images are refused by its own rule. */
function later({ extraValues, privateRepositories: { type } }: Guarded): Problem[] {
  const path = ["jupyterhub", "hub", "extraConfig"];
  const own = at(extraValues, ...path);
  return Object.keys(isRecord(own) ? own : {})
    .filter((name) => name > snippet && (type === "none" || name <= snippets.hub))
    .map((name) => {
      const key = pathKey(["extraValues", ...path, name]);
      const rule = `would run after ${snippet}, and could undo it: pieces of configuration run in the order of their names`;
      return { key, rule, mend: removeCommand(key) };
    });
}
