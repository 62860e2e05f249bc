/** Settings that are secrets: flat keys, so that no other setting has to be encrypted with them. */
export const secretSettings = {
  registryPassword: "Password or access token that pushes images to the registry.",
} as const;

/** The key of a secret setting, after `binderhub:`. */
export type SecretName = keyof typeof secretSettings;

/** All keys of secret settings. */
export const secretNames = Object.keys(secretSettings) as readonly SecretName[];
