import { bill } from "../cost/bill";
import { times } from "../cost/billed";
import { gibOf, volumeBill } from "../cost/disks";

/** A volume for each person. Those of people who never come back stay, so `cost.people` counts them too. */
export const volumesBill = bill(["storage", "azure"], (settings, { people = 0 }) => {
  const { storage } = settings;
  if (storage === undefined) return [];
  return volumeBill("people's volumes", settings, storage).map((billed) => ({
    ...billed,
    units: { ...times(billed.units, people), least: 0 },
    stored: gibOf(storage.size) * people,
  }));
});
