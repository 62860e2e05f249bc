import { type Problem } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { type Decided, piecesAfter, places, undone, undoneBy } from "../chart/guard";
import { spawners } from "../chart/spawners";
import { snippets } from "../private-repositories/values";
import { sizeValues, snippet } from "./values";

const by = "the setting binderhub:sizes";

/** Other ways to give some servers other traits. KubeSpawner applies a profile after the size; JupyterHub applies groups' traits before it. */
const profiles = [
  "jupyterhub.singleuser.profileList",
  ...spawners.flatMap((name) =>
    ["profile_list", "group_overrides"].map((trait) => `jupyterhub.hub.config.${name}.${trait}`),
  ),
];

const decided: readonly Decided[] = [
  ...places(by, [`jupyterhub.hub.extraConfig.${snippet}`]),
  ...places(
    by,
    ["manage_groups", "auth_state_groups_key"].map((trait) => `jupyterhub.hub.config.GenericOAuthenticator.${trait}`),
  ),
  // The hub knows BinderHub by this name, and believes nobody else what repository a server is of.
  ...places(by, ["jupyterhub.hub.services.binder.name"], { sealed: true }),
  ...places(by, profiles, { does: (value) => Object.keys(value ?? {}).length === 0 }),
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
  return piecesAfter(extraValues, path, snippet)
    .filter((name) => type === "none" || name <= snippets.hub)
    .map((name) => undoneBy(path, name, snippet));
}
