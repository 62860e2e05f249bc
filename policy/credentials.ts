/**
 * Texts that are credentials wherever they stand, by what they are.
 * @see https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml for most of the forms
 */
const shapes: readonly (readonly [what: string, form: RegExp])[] = [
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{22,}/],
  ["a GitLab token", /\bgl(pat|dt|rt|cbt|ptt|oas|soat|ft|imt|agent)-[\w.-]{16,}|\bGR1348941[\w-]{16,}/],
  ["a Docker Hub token", /\bdckr_[po]at_[\w-]{20,}/],
  ["a Google client secret or key", /\bGOCSPX-[\w-]{20,}|\bAIza[\w-]{35}/],
  ["an Entra ID client secret", /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/],
  ["a key of an Azure service", /\b(AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}={0,2}|\+AS(t|b|EH)[A-Za-z0-9]{6}/],
  ["an Azure access signature", /[?&]sig=[\w%+/]{40,}/],
  ["a password of an Azure registry", /\b[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9]{6}\b/],
  ["an AWS key", /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a signed token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/],
  ["a URL with a password", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:'"]*:[^\s/?#@'"]+@/i],
  [
    "a URL with a token",
    /[?&](access_token|private_token|client_secret|api_key|password|token)=(?!\$|<|\{)[^&\s'"]{8,}/i,
  ],
  [
    "a line that sets a password",
    /\b\w*(client_secret|password|passwd|access_token|private_token|api_token|auth_token|secret_key|api_key)["']?\s*[:=]\s*["'][^"'\s]{6,}["']/i,
  ],
];

/** Names of values that are credentials, at the end of their path. */
const name =
  /(^|[._])(passw(or)?d|passphrase|secret|token|client_?secret|secret_?token|cookie_?secret|api_?token|access_?token|private_?token|auth_?token|api_?key|private_?key|secret_?key|account_?key|connection_?string|git_credentials|registry_credentials|build_token_secret|bind_user_password)$|(pass(word)?|secret|token|credentials|api_?key|access_?key)$/i;

/** Names that only look like one: names of Secrets, and of keys in them. */
const noName =
  /(existing_?secret|pull_?secrets?|push_?secret|secret_?(key_?)?ref|secret_?name|secretKeyRef\.(name|key)|(secret|existingSecret|pullSecret)\.(name|key|crt)|(tls|https)\.secret|_csrf_token|_xsrf_token|(token|secret)_?(url|name|type|path|file|endpoint))$/i;

/** Places of credentials whose names do not tell. */
const places: readonly RegExp[] = [
  /(^|\.)proxy\.https\.manual\.key$/,
  /(^|\.)(auths|registries)\..+\.auth$/,
  /(^|\.)CryptKeeper\.keys(\.|$)/,
  /(^|\.)(api_tokens|service_tokens)(\.|$)/,
  /(^|\.)JupyterHub\.db_url$/,
];

/** An environment variable's name that says that its value is a credential. */
const variable =
  /(^|_)(PASS(WORD|WD|PHRASE)?|SECRETS?|TOKENS?|CREDENTIALS?|APIKEY|(API|ACCESS|PRIVATE|SECRET|ACCOUNT|AUTH)_KEY)$/;

/** Where the program puts the tokens that it makes. */
export const madeTokens =
  /(^|\.)(hub\.services\.binder\.apiToken|proxy\.secretToken|hub\.cookieSecret|build_token_secret|hub_api_token)$/;

/** The key by which Pulumi marks an encrypted value in a state. */
const encryptedMark = "4dabf18193072939515e22adb298388d";

/** What a text is, if it has the shape of a credential. */
export function shapeOf(text: string): string | undefined {
  return shapes.find(([, form]) => form.test(text))?.[0];
}

/** A credential in a value: where it stands, and what it seems to be. */
export interface Credential {
  readonly path: readonly string[];
  readonly what: string;
}

/**
 * All credentials in plain text in a value, such as the chart's values. Never returns their texts.
 *
 * @param byPlace whether any text at a credential's place is one. @default true
 */
export function credentialsIn(value: unknown, path: readonly string[] = [], byPlace = true): Credential[] {
  if (typeof value === "string") {
    const what =
      shapeOf(value) ??
      (byPlace && value !== "" && !isFile(value) && isPlace(path) ? "a credential, by its place," : undefined);
    return what === undefined ? [] : [{ path, what }];
  }
  if (typeof value !== "object" || value === null || Object.hasOwn(value, encryptedMark)) return [];
  // An entry of a list of environment variables has its name beside it.
  const { name: itsName, value: itsValue } = value as { readonly name?: unknown; readonly value?: unknown };
  const isVariable = byPlace && typeof itsName === "string" && itsValue !== "" && variable.test(itsName);
  return Object.entries(value).flatMap(([key, inner]) => {
    const found = credentialsIn(inner, [...path, key], byPlace);
    return isVariable && key === "value" && typeof inner === "string" && found.length === 0
      ? [{ path: [...path, key], what: "a credential, by its variable's name," }]
      : found;
  });
}

/** Whether a text is the path of a file, such as one with credentials that is mounted into a pod. */
function isFile(text: string): boolean {
  return /^(\/[\w.-]+){2,}$/.test(text);
}

/** Whether a path is the place of a credential. */
export function isPlace(path: readonly string[]): boolean {
  const whole = path.join(".");
  if (noName.test(whole)) return false;
  const parent = path.at(-1) === "value" ? path.slice(0, -1) : path;
  const isVariable = /(^|\.)(extraEnv|extra_envs|environment|env)$/.test(parent.slice(0, -1).join("."));
  if (isVariable) return variable.test(parent.at(-1) ?? "");
  return name.test(path.at(-1) ?? "") || places.some((place) => place.test(whole));
}
