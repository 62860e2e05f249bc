import { setCommand } from "../../settings/problems";
import { warning } from "../../settings/question";
import { at } from "../../settings/untyped";
import { nobodyMakesGroups } from "../login/groups";
import { patternsOf } from "../private-repositories/patterns";
import { meet } from "../repositories/overlap";
import { parsePattern } from "../repositories/pattern";
import { placingValues } from "../scheduling/placing-values";
import { serverPod } from "../scheduling/pods";
import { keyOf } from "./keys";

/** What decides where servers run, and what they ask for. */
const placing = ["platform", "azure", "limits", "builder", "scheduling", "extraValues"] as const;

const shown = (index: number, name: string) => keyOf(index, name).replace("binderhub:", "");

/** What is allowed, but may be a mistake. */
export const sizeWarnings = [
  // BinderHub hands on an address of a private repository that says nothing: private-repositories/python/binder/providers.py `get_repo_url`.
  warning(["sizes", "privateRepositories", "repositories", "extraValues", "auth"], ({ sizes = [], ...asked }) =>
    sizes.flatMap(({ repositories = [] }, index) =>
      repositories.some((pattern) => patternsOf(asked).some((own) => meet(own, parsePattern(pattern))))
        ? [
            `${shown(index, "repositories")}: private repositories among them get the usual size, because the hub is not told which they are. A size by users or groups is theirs too.`,
          ]
        : [],
    ),
  ),
  warning(["sizes", "auth"], ({ sizes = [], auth }) =>
    sizes.flatMap(({ users }, index) =>
      users !== undefined && auth.type === "dummy"
        ? [
            `${shown(index, "users")}: with auth.type dummy, whoever knows the password can log in as one of them, and has this size.`,
          ]
        : [],
    ),
  ),
  warning(["sizes", "auth"], ({ sizes = [], auth }) =>
    sizes.flatMap(({ groups }, index) =>
      groups !== undefined && nobodyMakesGroups(auth)
        ? [
            `${shown(index, "groups")}: nobody is an administrator (auth.admins), who makes groups in the hub's admin page and puts people into them.`,
          ]
        : [],
    ),
  ),
  warning(["sizes", ...placing], ({ sizes = [], platform, ...settings }) => {
    if (platform !== "azure" || sizes.some(({ gpu }) => gpu !== undefined)) return [];
    const values = placingValues(settings);
    // A list of profiles of the user's own may ask for one.
    if (serverPod(values).gpus > 0 || at(values, "jupyterhub", "singleuser", "profileList") !== undefined) return [];
    return Object.entries(settings.azure.pools).flatMap(([name, { gpu }]) => {
      const size = setCommand(`binderhub:sizes[${sizes.length}]`, { name: "gpu", gpu: 1, pool: name });
      return gpu ? [`azure.pools.${name}: no server asks for a GPU, so none runs there. Give a size one: ${size}`] : [];
    });
  }),
];
