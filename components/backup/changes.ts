import { type Problem, setCommand } from "../../settings/problems";
import { type Settings } from "../../settings/settings";
import { type Before, recordedText } from "../../standing/recorded";

const key = "binderhub:backup.redundancy";

/**
 * Copies in a second region come and go in an update. Zones do not: Azure converts the account, which takes up to days, and refuses an update. azure-native
 * would send one.
 * @see https://learn.microsoft.com/azure/storage/common/redundancy-migration
 * @see https://learn.microsoft.com/cli/azure/storage/account/migration
 */
export function zonesStay({ backup }: Settings, { recorded }: Before): Problem[] {
  const was = (...path: readonly string[]) => recordedText(recorded, "backup-store-account", ...path);
  const before = was("sku", "name")?.replace("Standard_", "");
  const converted = conversions[before ?? ""];
  if (backup.type !== "azure" || before === undefined || converted === undefined || was("name") !== backup.account)
    return [];
  if (isZonal(before) === isZonal(backup.redundancy)) return [];
  const group = recordedText(recorded, "backup-store-group", "name") ?? "GROUP";
  const start = `az storage account migration start --account-name ${backup.account} --resource-group ${group} --sku Standard_${converted} --no-wait`;
  const rule = `is ${before}, and Azure adds or removes zones only by a conversion. Keep this for now and start one with '${start}'. Once 'az storage account show' says that it is done, run 'pulumi refresh' and set this again`;
  return [{ key, value: backup.redundancy, rule, mend: setCommand(key, declared(before)) }];
}

const isZonal = (redundancy: string) => redundancy.endsWith("ZRS");

/** Without what a person may have added: reading in the second region. */
const declared = (redundancy: string) => redundancy.replace(/^RA/, "");

/** What each becomes in a conversion, which changes the zones only. */
const conversions: Readonly<Record<string, string>> = {
  ...{ LRS: "ZRS", GRS: "GZRS", RAGRS: "RAGZRS" },
  ...{ ZRS: "LRS", GZRS: "GRS", RAGZRS: "RAGRS" },
};
