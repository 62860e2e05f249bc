import { bill } from "../cost/bill";
import { volumeBill } from "../cost/disks";

/** The disk of the hub's database. @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `hub.db.pvc.storage` */
export const databaseBill = bill(["azure"], (settings) => volumeBill("the hub's database", settings, { size: "1Gi" }));
