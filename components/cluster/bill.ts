import { bill } from "../cost/bill";
import { atMost } from "../cost/billed";

/**
 * The control plane. The price page says that the tier Free is free. The price list has had a meter "FreeTierInfrastructureCost Uptime SLA" since
 * October 2026: where the table has a price for it, it counts for the most alone, and where it has none, that is said.
 * @see https://azure.microsoft.com/pricing/details/kubernetes-service/
 * @see https://learn.microsoft.com/powershell/module/az.aks/stop-azakscluster "A cluster does not accrue charges while it is stopped."
 */
export const controlPlaneBill = bill(["azure"], ({ azure: { tier } }, { clusterHours: hours }) => {
  return [
    {
      ...{ part: `control plane (${tier})`, meter: `control/${tier}` },
      ...(tier === "Free" ? { units: atMost(hours.most), ifPriced: free } : { units: hours }),
    },
  ];
});

const free = "the price that some regions have for the tier Free";
