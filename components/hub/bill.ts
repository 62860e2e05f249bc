import { at } from "../../settings/untyped";
import { bill } from "../cost/bill";
import { textAt, volumeBill } from "../cost/disks";

/**
 * The disk of the hub's database, as the chart's values are after `extraValues`. With a database elsewhere the chart asks for none, and for a class
 * without a name nobody makes one.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/pvc.yaml
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `hub.db`
 */
export const databaseBill = bill(["azure", "extraValues"], (settings) => {
  const db = at(settings.extraValues, "jupyterhub", "hub", "db");
  const storageClass = textAt(db, "pvc", "storageClassName");
  if ((textAt(db, "type") ?? "sqlite-pvc") !== "sqlite-pvc" || storageClass === "") return [];
  return volumeBill("the hub's database", settings, { size: textAt(db, "pvc", "storage") ?? "1Gi", storageClass });
});
