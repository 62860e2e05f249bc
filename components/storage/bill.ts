import { type Asked } from "../../settings/settings";
import { bill } from "../cost/bill";
import { times } from "../cost/billed";
import { gibOf, saidOfVolume, textAt, volumeBill } from "../cost/disks";

/** A volume for each person. Those of people who never come back stay, so `cost.people` counts them too. */
export const volumesBill = bill(
  ["storage", "azure", "extraValues"],
  (settings, { people = 0 }) => {
    const { storage } = settings;
    if (storage === undefined) return [];
    const volume = { size: storage.size, storageClass: classOf(settings) };
    return volumeBill("people's volumes", settings, volume).map((billed) => ({
      ...billed,
      units: { ...times(billed.units, people), least: 0 },
      stored: gibOf(storage.size) * people,
    }));
  },
  (settings) => (settings.storage === undefined ? {} : saidOfVolume(classOf(settings))),
);

/** The storage class. `extraValues` may have one where the setting has none, and KubeSpawner leaves an empty name out. */
function classOf({ storage, extraValues }: Pick<Asked, "storage" | "extraValues">): string | undefined {
  const given = textAt(extraValues, "jupyterhub", "singleuser", "storage", "dynamic", "storageClass");
  return given === undefined || given === "" ? storage?.storageClass : given;
}
