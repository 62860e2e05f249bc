import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { becomes } from "../address/becomes";
import { isPublicName } from "../address/rules";
import { allowRules, allowRulesInValues, authenticators } from "./allow-rules";

/** Rules for the login: somebody may log in, the provider accepts the callback URL, and user names have the right form. */
export const loginRules = [
  rule(["auth", "extraValues"], somebodyMayLogIn),
  rule(["auth", "platform", "exposure", "existing"], callbackIsAccepted),
  rule(["auth"], peopleCanBeTold),
];

function somebodyMayLogIn({ auth, extraValues }: Pick<Asked, "auth" | "extraValues">): Problem[] {
  if (auth.type === "none") return [];
  const rules = allowRules(auth);
  const elsewhere = allowRulesInValues(auth.type, extraValues);
  const given = Object.keys(rules).filter((name) => rules[name] !== undefined);
  if (given.length === 0 && elsewhere.length === 0) {
    const names = Object.keys(rules).map((name) => `auth.${name}`);
    return [
      {
        key: "binderhub:auth",
        rule: `says how people log in, but not who may log in: nobody could. Set one of ${names.join(", ")}`,
        mend: [
          ...emptyList(auth.type, extraValues).map(removeCommand),
          setCommand("binderhub:auth.allowedUsers[0]", namedLike(auth, "ada")),
        ].join(" && "),
      },
    ];
  }
  const [other] = [...given, ...elsewhere].filter((name) => !/^(allowAll|admin)|allow_all$|\.admin_/.test(name));
  const open = [
    ...(auth.allowAll === true ? ["binderhub:auth.allowAll"] : []),
    ...elsewhere.filter((path) => path.endsWith(".allow_all")).map((path) => `binderhub:extraValues.${path}`),
  ];
  return other === undefined
    ? []
    : open.map((key) => ({
        key,
        value: "true",
        rule: `lets everybody in, so ${other.includes(".") ? other : `auth.${other}`} has no effect: keep one of the two`,
        mend: removeCommand(key),
      }));
}

/** The user's own list of users who may log in, if it lets nobody in: it would take the place of the settings'. */
function emptyList(type: keyof typeof authenticators, extraValues: Asked["extraValues"]): string[] {
  const path = ["jupyterhub", "hub", "config", authenticators[type], "allowed_users"];
  return at(extraValues, ...path) === undefined ? [] : [pathKey(["extraValues", ...path])];
}

/**
 * Google and Microsoft send people back to https only, or to localhost.
 * @see https://developers.google.com/identity/protocols/oauth2/web-server#uri-validation
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
function callbackIsAccepted(asked: Pick<Asked, "auth" | "platform" | "exposure" | "existing">): Problem[] {
  const { auth } = asked;
  if (auth.type !== "google" && auth.type !== "entra") return [];
  if (isSafe(asked)) return [];
  const rule = `needs exposure.type singleHost with https: ${auth.type} sends people back only to such an address`;
  return [{ key: "binderhub:auth.type", value: auth.type, rule, mend: secured(asked) }];
}

/** Whether nobody can listen on the way to the hub: it is encrypted, or does not leave the computer. */
export function isSafe({ platform, exposure, existing }: Pick<Asked, "platform" | "exposure" | "existing">): boolean {
  const secure = exposure.type === "singleHost" && exposure.https !== undefined;
  const local =
    exposure.type === "clusterIP" ||
    (exposure.type === "nodePort" && platform === "existing" && existing.host === "localhost");
  return secure || local;
}

/** The commands that give a hub one host, with a name and a certificate. */
export function secured({ platform, exposure, existing }: Pick<Asked, "platform" | "exposure" | "existing">): string {
  const named =
    platform === "existing"
      ? isPublicName(existing.host)
      : (exposure.type === "loadBalancer" && exposure.dnsLabel !== undefined) ||
        (exposure.type === "singleHost" &&
          [exposure.dnsLabel, exposure.zone, exposure.host].some((name) => name !== undefined));
  if (exposure.type === "singleHost" && exposure.internal !== undefined) {
    return setCommand("binderhub:exposure.https.secret", "hub-tls");
  }
  return [
    ...(exposure.type === "singleHost" ? [] : [becomes("singleHost", exposure)]),
    ...(platform === "existing" && exposure.type === "loadBalancer" && exposure.dnsLabel !== undefined
      ? [removeCommand("binderhub:exposure.dnsLabel")]
      : []),
    ...(named
      ? []
      : platform === "existing"
        ? [setCommand("binderhub:existing.host", "hub.example.org")]
        : [setCommand("binderhub:exposure.dnsLabel", "myhub")]),
    setCommand("binderhub:exposure.https.email", "me@example.org"),
  ].join(" && ");
}

/** User names in the settings must have the form that the login provider uses. */
function peopleCanBeTold({ auth }: Pick<Asked, "auth">): Problem[] {
  if (auth.type === "dummy" && auth.admins !== undefined) {
    const key = "binderhub:auth.admins";
    const rule = "cannot be combined with dummy: everybody who knows the password could log in as an administrator";
    return [{ key, rule, mend: removeCommand(key) }];
  }
  if (auth.type !== "google" && auth.type !== "entra") return [];
  const short = isShort(auth);
  return (["allowedUsers", "admins"] as const).flatMap((list) =>
    (auth[list] ?? []).flatMap((name, index) => {
      const key = `binderhub:auth.${list}[${index}]`;
      if (name.includes("@") !== short) return [];
      const rule = short
        ? "must be a name without @domain: with exactly one hosted domain, user names have none"
        : `must be an e-mail address: with ${auth.type}, user names are e-mail addresses`;
      return [{ key, value: name, rule, mend: setCommand(key, namedLike(auth, name)) }];
    }),
  );
}

/** Whether the provider's people are called without their domain. */
function isShort(auth: Asked["auth"]): boolean {
  return auth.type === "google" && auth.hostedDomains?.length === 1;
}

/** A person's name in the form in which the provider gives it. */
export function namedLike(auth: Asked["auth"], name: string): string {
  const bare = /^[^@]+/.exec(name)?.[0] ?? "ada";
  const mailed = (auth.type === "google" || auth.type === "entra") && !isShort(auth);
  return mailed ? `${bare}@example.org` : bare;
}
