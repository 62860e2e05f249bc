import { type Problem, setSecretCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { at, isRecord } from "../../settings/untyped";

const key = "binderhub:baseImageCredentials";
const mend = `${setSecretCommand(key)} < logins.json`;
const form = '{"auths": {"docker.io": {"username": "…", "password": "…"}}}';

/** Docker Hub, as Docker itself calls it in its `config.json`. */
export const dockerHubKey = "https://index.docker.io/v1/";

/**
 * Docker's `config.json` with the logins for base images: builds get it beside the login that pushes. Docker Hub gets the one name that all clients
 * look for, and user name and password become `auth`, which all of them read.
 *
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/helm-chart/binderhub/templates/_helpers.tpl buildDockerConfig
 * @see https://github.com/docker/docker-py/blob/main/docker/auth.py AuthConfig.parse_auth
 */
export function dockerConfig(text: string): { readonly auths: Readonly<Record<string, { readonly auth: string }>> } {
  const logins = Object.entries(authsIn(text) ?? {}).flatMap(([registry, login]): [string, { auth: string }][] => {
    const auth = authOf(login);
    return auth === undefined ? [] : [[registryKey(registry), { auth }]];
  });
  return { auths: Object.fromEntries(logins) };
}

/** Logins for base images must be Docker's, and whole. */
export const baseImageRules = [
  rule(["registry"], ({ registry }, { baseImageCredentials: text }): Problem[] => {
    if (text === undefined) return [];
    if (registry.type === "none") {
      const rule = "has no use with registry.type none: builds get no logins then";
      return [{ key, rule, mend: `pulumi config rm ${key}` }];
    }
    const fault = faultOf(text);
    return fault === undefined ? [] : [{ key, rule: fault, mend }];
  }),
];

function faultOf(text: string): string | undefined {
  const auths = authsIn(text);
  if (auths === undefined) return `must be logins as in Docker's config.json: ${form}`;
  const logins = Object.values(auths);
  if (logins.length === 0 || logins.some((login) => isRecord(login) && Object.keys(login).length === 0)) {
    return `has no logins: this Docker keeps them elsewhere (credsStore). Write them as ${form}`;
  }
  return logins.every((login) => authOf(login) !== undefined)
    ? undefined
    : `has a login that is not whole: each needs username and password, or auth. ${form}`;
}

function authsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const auths = at(JSON.parse(text), "auths");
    return isRecord(auths) ? auths : undefined;
  } catch {
    return undefined;
  }
}

function authOf(login: unknown): string | undefined {
  const [auth, username, password] = [at(login, "auth"), at(login, "username"), at(login, "password")];
  if (typeof auth === "string") return /^[^:]+:./s.test(Buffer.from(auth, "base64").toString()) ? auth : undefined;
  return typeof username === "string" && typeof password === "string" && username !== "" && password !== ""
    ? Buffer.from(`${username}:${password}`).toString("base64")
    : undefined;
}

function registryKey(registry: string): string {
  const host = registry.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return /^((index|registry-1)\.)?docker\.(io|com)$/.test(host) ? dockerHubKey : registry;
}
