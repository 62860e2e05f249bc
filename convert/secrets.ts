import { credentialsIn, madeTokens } from "../policy/credentials";
import { pathKey } from "../settings/problems";
import { type Fate, left } from "./claims";
import { type Leaf } from "./leaves";

/** Secrets that have a setting of their own, by the end of their path. */
const settings: readonly (readonly [end: RegExp, name: string])[] = [
  [/^(registry|jupyterhub\.imagePullSecret)\.password$/, "registryPassword"],
  [/^(config\.GitHubRepoProvider\.access_token|github\.accessToken)$/, "githubApiToken"],
  [/^jupyterhub\.hub\.config\.(\w+)\.client_secret$/, "authClientSecret"],
  [/^jupyterhub\.auth\.\w+\.clientSecret$/, "authClientSecret"],
  [/^jupyterhub\.hub\.config\.DummyAuthenticator\.password$/, "dummyPassword"],
  [/^jupyterhub\.proxy\.https\.manual\.key$/, "httpsKey"],
];

/**
 * What becomes of a value that is a secret, or looks like one: it is never printed. A secret without a setting of its own goes to the same place in
 * `extraSecretValues`.
 *
 * @returns `undefined` if it is none
 */
export function fateOfSecret({ path, value }: Leaf): Fate | undefined {
  if (value === null || value === "") return undefined;
  const key = path.join(".");
  if (madeTokens.test(key)) return left("is a secret: the program makes this token itself");
  const found = settings.find(([end]) => end.test(key));
  if (found !== undefined) return { kind: "secret", name: found[1] };
  if (credentialsIn(value, path).length === 0) return undefined;
  if (typeof value !== "string") {
    return left("is a list with a secret in it, and is not printed: put the whole list into extraSecretValues");
  }
  return { kind: "secret", name: pathKey(["extraSecretValues", ...path]).replace(/^binderhub:/, "") };
}
