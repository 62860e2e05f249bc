import { type Secrets, type Settings } from "./parse";
import { setSecretCommand, type Problem } from "./problems";
import { namespace } from "./raw";
import { type SecretName } from "./secrets";

/** Why a stack with these settings needs a secret, or `undefined` where it does not. */
const needs: Readonly<Record<SecretName, (settings: Settings) => string | undefined>> = {
  registryPassword: ({ registry }) =>
    `the password or access token with which ${registry.username} pushes images to Docker Hub`,
};

/** The problems of secrets that are missing. */
export function checkSecrets(settings: Settings, secrets: Secrets): Problem[] {
  return Object.entries(needs).flatMap(([name, need]) => {
    const why = need(settings);
    const key = `${namespace}:${name}`;
    return why !== undefined && secrets[name as SecretName] === undefined
      ? [{ key, rule: `is missing: ${why}`, mend: setSecretCommand(key) }]
      : [];
  });
}
