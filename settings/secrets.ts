/** Settings that are secrets: flat keys, so that no other setting has to be encrypted with them. */
export const secretSettings = {
  registryPassword: "Password, access token or service account key that pushes images to the registry.",
  authClientSecret: "Client secret of the OAuth app.",
  githubApiToken: "GitHub token without scopes: 5,000 requests an hour to find repositories, instead of 60.",
  dummyPassword: "The one password of everybody, with `auth.type: dummy`.",
} as const;

/** The key of a secret setting, after `binderhub:`. */
export type SecretName = keyof typeof secretSettings;

/** All keys of secret settings. */
export const secretNames = Object.keys(secretSettings) as readonly SecretName[];
