import { isRecord } from "../settings/untyped";
import { type Fate, left } from "./claims";
import { type Leaf } from "./leaves";

/** Secrets that have a setting, by the end of their path. */
const settings: readonly (readonly [end: RegExp, name: string])[] = [
  [/^(registry|jupyterhub\.imagePullSecret)\.password$/, "registryPassword"],
  [/^(config\.GitHubRepoProvider\.access_token|github\.accessToken)$/, "githubApiToken"],
  [/^jupyterhub\.hub\.config\.(\w+)\.client_secret$/, "authClientSecret"],
  [/^jupyterhub\.auth\.\w+\.clientSecret$/, "authClientSecret"],
  [/^jupyterhub\.hub\.config\.DummyAuthenticator\.password$/, "dummyPassword"],
  [/^jupyterhub\.proxy\.https\.manual\.key$/, "httpsKey"],
];

/** Tokens that the program makes. */
const made =
  /^(jupyterhub\.proxy\.secretToken|jupyterhub\.hub\.(cookieSecret|services\.binder\.apiToken)|config\.BinderHub\.(build_token_secret|hub_api_token))$/;

const name = /(password|passwd|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;

/** Names that end so, and are of no secret: Secrets of the cluster by their names. */
const noSecret = /(^|_|[a-z])(push_secret|pullSecrets?|existingSecret)$/i;

/** Forms of credentials, wherever they stand. */
const forms = [
  /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{15,}|\bdckr_pat_[\w-]{10,}/,
  /\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\w:\/\/[^\s/:@]*:[^\s/@]+@/,
  /(password|secret|token|api_?key)\w*["']?\]?\s*[=:]\s*["'][^"'\s]{6,}["']/i,
];

/** What becomes of a value that is a secret: it is never printed. `undefined` if it is none. */
export function fateOfSecret({ path, value }: Leaf): Fate | undefined {
  if (value === null || value === "") return undefined;
  const key = path.join(".");
  if (made.test(key)) return left("is a secret: the program makes this token itself");
  const found = settings.find(([end]) => end.test(key));
  if (found !== undefined) return { kind: "secret", name: found[1] };
  return isSecret(path.at(-1) ?? "", value)
    ? left("is a secret, or looks like one, and no secret setting takes it: it is not printed")
    : undefined;
}

function isSecret(key: string, value: unknown): boolean {
  if (typeof value === "string") {
    const isPath = /^\.{0,2}\/[\w./-]*$/.test(value);
    return (name.test(key) && !noSecret.test(key) && value !== "" && !isPath) || forms.some((form) => form.test(value));
  }
  if (Array.isArray(value)) return value.some((item) => isSecret("", item));
  if (!isRecord(value)) return false;
  // An environment variable: its name is a value too.
  const variable = typeof value.name === "string" ? value.name : "";
  return Object.entries(value).some(([inner, item]) => isSecret(inner === "value" ? variable : inner, item));
}
