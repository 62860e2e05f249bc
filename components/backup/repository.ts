import { type Cloud } from "../cluster/clouds";
import { type Backup } from "./settings";

/** The container of the storage account. */
export const container = "hub";

/** Where backups are kept, as restic writes it. Nothing in it is secret. */
export function repositoryOf(backup: Backup): string {
  return backup.type === "azure" ? `azure:${container}:/` : backup.repository;
}

/**
 * What lets restic into the storage account.
 * @see https://restic.readthedocs.io/en/v0.18.1/030_preparing_a_new_repo.html#microsoft-azure-blob-storage
 */
export function accountEnvironment(
  account: string,
  key: string,
  cloud: Pick<Cloud, "storage">,
): Record<string, string> {
  return { AZURE_ACCOUNT_NAME: account, AZURE_ACCOUNT_KEY: key, AZURE_ENDPOINT_SUFFIX: cloud.storage };
}

/** What the user gave to let restic in: a line each, `NAME=value`. */
export function credentialsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const end = line.indexOf("=");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}

/** Lines that say something. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
