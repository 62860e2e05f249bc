import { type Problem, setSecretCommand } from "../../settings/problems";

/** For Google's registries, the password is the whole JSON key of a service account. */
export function googleKey(secret: string, type: string, key: string): Problem[] {
  if (type !== "googleArtifactRegistry" && type !== "gcr") return [];
  return /^\s*\{[^]*"type"\s*:\s*"service_account"[^]*\}\s*$/.test(secret)
    ? []
    : [
        {
          key,
          rule: "must be the JSON key of a service account, unchanged as Google gives it",
          mend: `${setSecretCommand(key)} < key.json`,
        },
      ];
}
