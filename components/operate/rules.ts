import { type Problem, setCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { places, undone } from "../chart/guard";
import { checkName } from "./names";
import { checkLaunches, serviceValues } from "./service";

/** The service's user is nobody's: no person may have its name. */
export function nobodyIsCalledSo({ operate, auth }: Pick<Asked, "operate" | "auth">): Problem[] {
  if (!operate.check || auth.type === "none") return [];
  return (["allowedUsers", "admins"] as const).flatMap((list) =>
    (auth[list] ?? []).flatMap((user, index) =>
      user.toLowerCase() === checkName
        ? [
            {
              key: `binderhub:auth.${list}[${index}]`,
              value: user,
              rule: "is the name of the hub's own service, whose servers a person of that name would have",
              // Without that person, perhaps nobody could log in.
              mend: setCommand("binderhub:operate.check", false),
            },
          ]
        : [],
    ),
  );
}

const decided = [
  ...places(
    "the setting binderhub:operate.check",
    [`jupyterhub.hub.services.${checkName}`, `jupyterhub.hub.loadRoles.${checkName}`],
    { sealed: true },
  ),
  ...places("the setting binderhub:operate.check", ["jupyterhub.hub.config.Authenticator.blocked_users"]),
];

/** Values of the user's own neither give the service more rights, nor let a person in who has its name. */
export function serviceStays(asked: Pick<Asked, "operate" | "auth" | "extraValues">): readonly Problem[] {
  return checkLaunches(asked) ? undone(serviceValues("decided by the program"), asked.extraValues, decided) : [];
}
