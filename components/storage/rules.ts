import { type Problem, removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** A volume belongs to a user, so storage needs a login. */
export const storageRules = [rule(["auth", "storage"], storageHasOwners)];

function storageHasOwners({ auth, storage }: Pick<Asked, "auth" | "storage">): Problem[] {
  return storage !== undefined && auth.type === "none"
    ? [
        {
          key: "binderhub:storage",
          rule: "needs a login (auth.type): without one, every launch is a new user, so a volume would belong to nobody",
          mend: removeCommand("binderhub:storage"),
        },
      ]
    : [];
}
