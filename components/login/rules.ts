import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";

/** Rules for the login: somebody may log in, the provider accepts the callback URL, and user names have the right form. */
export const loginRules = [
  rule(["auth"], somebodyMayLogIn),
  rule(["auth", "exposure", "existing"], callbackIsAccepted),
  rule(["auth"], peopleCanBeTold),
];

function somebodyMayLogIn({ auth }: Pick<Asked, "auth">): Problem[] {
  if (auth.type === "none") return [];
  const own =
    auth.type === "github"
      ? { allowedOrganizations: auth.allowedOrganizations }
      : auth.type === "gitlab"
        ? { allowedGroups: auth.allowedGroups }
        : auth.type === "google"
          ? { hostedDomains: auth.hostedDomains }
          : {};
  const rules: Record<string, unknown> = { ...own, allowedUsers: auth.allowedUsers, allowAll: auth.allowAll };
  const names = Object.keys(rules).map((name) => `auth.${name}`);
  if (Object.values(rules).every((rule) => rule === undefined)) {
    return [
      {
        key: "binderhub:auth",
        rule: `says how people log in, but not who may log in: nobody could. Set one of ${names.join(", ")}`,
        mend: setCommand("binderhub:auth.allowedUsers[0]", "ada"),
      },
    ];
  }
  const others = Object.keys(rules).filter((name) => name !== "allowAll" && rules[name] !== undefined);
  return auth.allowAll === true && others.length > 0
    ? [
        {
          key: "binderhub:auth.allowAll",
          value: "true",
          rule: `lets everybody in, so auth.${others[0] ?? ""} has no effect: keep one of the two`,
          mend: removeCommand("binderhub:auth.allowAll"),
        },
      ]
    : [];
}

/**
 * Google and Microsoft send people back to https only, or to localhost.
 * @see https://developers.google.com/identity/protocols/oauth2/web-server#uri-validation
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
function callbackIsAccepted({ auth, exposure, existing }: Pick<Asked, "auth" | "exposure" | "existing">): Problem[] {
  if (auth.type !== "google" && auth.type !== "entra") return [];
  const secure = exposure.type === "singleHost" && exposure.https !== undefined;
  const local = exposure.type === "clusterIP" || (exposure.type === "nodePort" && existing.host === "localhost");
  if (secure || local) return [];
  const rule = `needs exposure.type singleHost with https: ${auth.type} sends people back only to such an address`;
  const mend =
    exposure.type === "singleHost"
      ? setCommand("binderhub:exposure.https.email", "me@example.org")
      : setCommand("binderhub:exposure.type", "singleHost");
  return [{ key: "binderhub:auth.type", value: auth.type, rule, mend }];
}

/** User names in the settings must have the form that the login provider uses. */
function peopleCanBeTold({ auth }: Pick<Asked, "auth">): Problem[] {
  if (auth.type === "dummy" && auth.admins !== undefined) {
    const key = "binderhub:auth.admins";
    const rule = "cannot be combined with dummy: everybody who knows the password could log in as an administrator";
    return [{ key, rule, mend: removeCommand(key) }];
  }
  if (auth.type !== "google" && auth.type !== "entra") return [];
  const short = auth.type === "google" && auth.hostedDomains?.length === 1;
  return (["allowedUsers", "admins"] as const).flatMap((list) =>
    (auth[list] ?? []).flatMap((name, index) => {
      const key = `binderhub:auth.${list}[${index}]`;
      if (name.includes("@") !== short) return [];
      const rule = short
        ? "must be a name without @domain: with exactly one hosted domain, user names have none"
        : `must be an e-mail address: with ${auth.type}, user names are e-mail addresses`;
      return [
        { key, value: name, rule, mend: setCommand(key, short ? name.replace(/@.*/, "") : `${name}@example.org`) },
      ];
    }),
  );
}
