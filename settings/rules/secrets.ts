import { type Secrets, type Settings } from "../parse";
import { setSecretCommand, type Problem } from "../problems";
import { namespace } from "../raw";
import { type SecretName, secretNames } from "../secrets";

/** Why a stack with these settings needs a secret, or `undefined` where it has no use for it. */
const needs: Readonly<Record<SecretName, (settings: Settings) => string | undefined>> = {
  registryPassword: ({ registry }) => {
    switch (registry.type) {
      case "dockerHub":
        return "the password or access token of the Docker ID, with which images are pushed to Docker Hub";
      case "azureExisting":
        return `the password with which ${registry.username ?? registry.name} pushes images to ${registry.host ?? `${registry.name}.azurecr.io`}`;
      case "googleArtifactRegistry":
      case "gcr":
        return "the JSON key of a Google service account that may push images";
      case "custom":
        return `the password with which ${registry.username} pushes images to ${registry.url}`;
      case "azure":
      case "none":
      case "inCluster":
        return undefined;
    }
  },
  authClientSecret: ({ auth }) =>
    auth.type === "none" || auth.type === "dummy" ? undefined : "the client secret of the OAuth app",
  githubApiToken: () => undefined,
  dummyPassword: ({ auth }) => (auth.type === "dummy" ? "the one password of everybody" : undefined),
};

/** Secrets that are missing, and those that are not what they must be. Never shows one. */
export function secretRules(settings: Settings, secrets: Secrets): Problem[] {
  return secretNames.flatMap((name) => {
    const why = needs[name](settings);
    const key = `${namespace}:${name}`;
    const secret = secrets[name];
    if (why === undefined) return [];
    if (secret === undefined) return [{ key, rule: `is missing: ${why}`, mend: setSecretCommand(key) }];
    return name === "registryPassword" ? googleKey(settings, key, secret) : [];
  });
}

function googleKey({ registry }: Settings, key: string, secret: string): Problem[] {
  if (registry.type !== "googleArtifactRegistry" && registry.type !== "gcr") return [];
  return /^\s*\{[^]*"type"\s*:\s*"service_account"[^]*\}\s*$/.test(secret)
    ? []
    : [
        {
          key,
          rule: "must be the JSON key of a service account, as Google hands it out",
          mend: `${setSecretCommand(key)} < key.json`,
        },
      ];
}
