import { type Asked } from "../../settings/settings";
import { type Billed, times } from "../cost/billed";
import { volumeBill } from "../cost/disks";
import { type Usage } from "../cost/usage";

/** A volume for each person. Those of people who never come back stay, so `cost.people` counts them too. */
export function volumesBill(settings: Pick<Asked, "storage" | "azure">, { people = 0 }: Usage): Billed[] {
  const { storage } = settings;
  if (storage === undefined) return [];
  return volumeBill("people's volumes", settings, storage).map((billed) => ({
    ...billed,
    units: { ...times(billed.units, people), least: 0 },
  }));
}
