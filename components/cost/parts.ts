import { type Asked } from "../../settings/settings";
import { trafficBill } from "../address/bill";
import { backupBill } from "../backup/bill";
import { controlPlaneBill } from "../cluster/bill";
import { foldersBill } from "../folders/bill";
import { databaseBill } from "../hub/bill";
import { monitoringBill } from "../monitoring/bill";
import { nodeBill } from "../pools/bill";
import { registryBill } from "../registry/bill";
import { volumesBill } from "../storage/bill";
import { type Billed } from "./billed";
import { type Usage, type Used } from "./usage";

/** The settings from which follows what Azure bills. */
export type Costly = Used &
  Pick<Asked, "location" | "exposure" | "registry" | "storage" | "folders" | "backup" | "monitoring">;

/** Each concept says what of it is billed. */
const bills: readonly ((settings: Costly, usage: Usage) => readonly Billed[])[] = [
  ...[nodeBill, controlPlaneBill, trafficBill, registryBill, databaseBill],
  ...[volumesBill, foldersBill, backupBill, monitoringBill],
];

/** Everything of a stack that Azure bills. */
export function everythingBilled(settings: Costly, usage: Usage): readonly Billed[] {
  return bills.flatMap((bill) => bill(settings, usage));
}
