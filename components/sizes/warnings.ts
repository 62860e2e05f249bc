import { warning } from "../../settings/question";
import { nobodyMakesGroups } from "../login/groups";
import { patternsOf } from "../private-repositories/patterns";
import { meet } from "../repositories/overlap";
import { parsePattern } from "../repositories/pattern";
import { keyOf } from "./keys";

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
    sizes.flatMap(({ groups }, index) =>
      groups !== undefined && nobodyMakesGroups(auth)
        ? [
            `${shown(index, "groups")}: nobody is an administrator (auth.admins), who makes groups in the hub's admin page and puts people into them.`,
          ]
        : [],
    ),
  ),
];
