import { type Problem, removeCommand, setCommand, setSecretCommand } from "../../settings/problems";
import { type Asked, type Secrets } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { allowRules, allowRulesInValues } from "../login/allow-rules";
import { becomes } from "../login/becomes";
import { isSafe, namedLike, secured } from "../login/rules";
import { sourceHosts, type SourceHosts } from "../repositories/sources";

type Auth = Asked["auth"];

const key = "binderhub:privateRepositories.type";

/** The types with which the hub has one credential, and everybody who may log in gets what it may read. */
export function isShared(type: Asked["privateRepositories"]["type"]): boolean {
  return type === "githubApp" || type === "token" || type === "sshKey";
}

/** Whoever may log in reads what a shared credential reads. So that must not be everybody. */
export function sharedNeedsALogin(
  { privateRepositories: { type }, auth, extraValues }: Pick<Asked, "privateRepositories" | "auth" | "extraValues">,
  { authClientSecret }: Secrets,
): Problem[] {
  if (!isShared(type)) return [];
  const problem = (rule: string, mend: string) => [{ key, value: type, rule, mend }];
  if (auth.type === "none") {
    return problem(
      "needs a login (auth): without one, everybody who finds the hub could read these repositories",
      logIn(auth, authClientSecret),
    );
  }
  if (auth.type === "dummy") {
    return problem(
      "needs a login that tells people apart: with auth.type dummy, everybody who knows the one password could read these repositories",
      logIn(auth, authClientSecret),
    );
  }
  const { allowAll, ...narrower } = allowRules(auth);
  const elsewhere = allowRulesInValues(auth.type, extraValues);
  const open = [
    ...(allowAll === true ? ["binderhub:auth.allowAll"] : []),
    ...elsewhere.filter((path) => path.endsWith(".allow_all")).map((path) => `binderhub:extraValues.${path}`),
  ];
  if (open.length === 0) return [];
  const isNarrowed = Object.values(narrower).some((value) => value !== undefined);
  return problem(
    `needs a rule for who may log in that is narrower than everybody: with ${open.map((path) => path.replace("binderhub:", "")).join(" and ")}, whoever has an account there could read these repositories`,
    [
      ...open.map(removeCommand),
      ...(isNarrowed ? [] : [setCommand("binderhub:auth.allowedUsers[0]", namedLike(auth, "ada"))]),
    ].join(" && "),
  );
}

/** What the logins that cannot be used say about a person's rights. */
const whyNot: Readonly<Record<Exclude<Auth["type"], "github" | "gitlab">, string>> = {
  none: "without a login, the hub does not know who somebody is",
  dummy: "a name that anybody can type says nothing about rights",
  google: "Google says nothing about what a person may read at GitHub or GitLab",
  entra: "Entra ID says nothing about what a person may read at GitHub or GitLab",
  openIdConnect: "OpenID Connect says nothing about what a person may read at GitHub or GitLab",
};

/** The login's own server says what each person may read. It must be one that can. */
export function perUserNeedsItsLogin(
  { privateRepositories: { type }, auth }: Pick<Asked, "privateRepositories" | "auth">,
  { authClientSecret }: Secrets,
): Problem[] {
  if (type !== "perUser") return [];
  if (auth.type !== "github" && auth.type !== "gitlab") {
    const rule = `needs auth.type github or gitlab: ${whyNot[auth.type]}`;
    return [{ key, value: type, rule, mend: logIn(auth, authClientSecret) }];
  }
  if (auth.type === "github") return [];
  const url = new URL(auth.url);
  if (url.protocol === "https:" && url.pathname === "/") return [];
  const rule =
    url.protocol === "https:"
      ? "must have no path with privateRepositories.type perUser: BinderHub's GitLab source knows only whole servers"
      : "must be https:// with privateRepositories.type perUser: people's tokens are sent there";
  const mend = setCommand("binderhub:auth.url", `https://${url.host}`);
  return [{ key: "binderhub:auth.url", value: auth.url, rule, mend }];
}

/** With people's own rights, the way to the hub must be safe too. */
export function perUserNeedsHttps(
  asked: Pick<Asked, "privateRepositories" | "platform" | "exposure" | "existing">,
): Problem[] {
  const { type } = asked.privateRepositories;
  if (type !== "perUser" || isSafe(asked)) return [];
  const rule =
    "needs exposure.type singleHost with https: who listens on the way could launch what another person may read";
  return [{ key, value: type, rule, mend: secured(asked) }];
}

/** BinderHub must look for a person's repositories where the person logs in. */
export function sourceIsTheLogins({
  privateRepositories: { type },
  auth,
  repositories,
  extraValues,
}: Pick<Asked, "privateRepositories" | "auth" | "repositories" | "extraValues">): Problem[] {
  if (type !== "perUser" || (auth.type !== "github" && auth.type !== "gitlab")) return [];
  const host = loginHost(auth, extraValues);
  if (sourceHosts(extraValues, repositories)[auth.type] === host) return [];
  const [setting, provider] =
    auth.type === "github"
      ? (["githubHost", "GitHubRepoProvider"] as const)
      : (["gitlabHost", "GitLabRepoProvider"] as const);
  const own = ["hostname", "api_base_path"].filter((name) => at(extraValues, "config", provider, name) !== undefined);
  return [
    {
      key: `binderhub:repositories.${setting}`,
      value: repositories[setting],
      rule: `must be ${host}, where people log in: with privateRepositories.type perUser, their tokens are good there alone`,
      mend: [
        ...own.map((name) => removeCommand(`binderhub:extraValues.config.${provider}.${name}`)),
        setCommand(`binderhub:repositories.${setting}`, host),
      ].join(" && "),
    },
  ];
}

/** The source that a person's own rights are about, and `undefined` if the login is of another kind. */
export function loginSource(auth: Auth): keyof Pick<SourceHosts, "github" | "gitlab"> | undefined {
  return auth.type === "github" || auth.type === "gitlab" ? auth.type : undefined;
}

/** @see https://github.com/jupyterhub/oauthenticator/blob/17.3.0/oauthenticator/github.py GitHubOAuthenticator.github_url */
function loginHost(auth: Extract<Auth, { type: "github" | "gitlab" }>, extraValues: Asked["extraValues"]): string {
  if (auth.type === "gitlab") return new URL(auth.url).host;
  const url = auth.url ?? at(extraValues, "jupyterhub", "hub", "config", "GitHubOAuthenticator", "github_url");
  return typeof url === "string" && URL.canParse(url) ? new URL(url).host : "github.com";
}

/** The commands that make a login with GitHub of it. */
function logIn(auth: Auth, secret: string | undefined): string {
  const hasRule =
    auth.type !== "none" &&
    Object.entries(allowRules(auth)).some(
      ([name, value]) => ["allowedUsers", "admins"].includes(name) && value !== undefined,
    );
  return [
    ...(auth.type !== "none" && auth.allowAll === true ? [removeCommand("binderhub:auth.allowAll")] : []),
    becomes("github", auth),
    ...("clientId" in auth ? [] : [setCommand("binderhub:auth.clientId", "Iv23liYOURCLIENTID")]),
    ...(hasRule ? [] : [setCommand("binderhub:auth.allowedUsers[0]", "ada")]),
    ...(secret === undefined ? [setSecretCommand("binderhub:authClientSecret")] : []),
  ].join(" && ");
}
