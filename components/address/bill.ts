import { type Asked } from "../../settings/settings";
import { allHours, type Billed, times } from "../cost/billed";
import { type Usage } from "../cost/usage";

/**
 * Addresses, the load balancer and what leaves Azure. AKS makes an address and a load balancer for the nodes' way out in any case. Five rules of the
 * balancer are in its price, and the hub has four at most: two Services, each with one or two ports.
 * @see https://learn.microsoft.com/azure/aks/load-balancer-standard
 * @see https://azure.microsoft.com/pricing/details/load-balancer/
 */
export function trafficBill({ exposure, cost }: Pick<Asked, "exposure" | "cost">, { personHours }: Usage): Billed[] {
  const leaves = times(personHours, cost.traffic);
  return [
    { part: "addresses", meter: "address", units: allHours(1 + addressCount(exposure)) },
    { part: "load balancer", meter: "balancer", units: allHours() },
    { part: "traffic", meter: "balancer-data", units: leaves },
    { part: "traffic", meter: "traffic", units: leaves },
  ];
}

/** How many addresses the hub has of its own. */
function addressCount(exposure: Asked["exposure"]): number {
  if (exposure.type === "singleHost") return exposure.internal === undefined ? 1 : 0;
  return exposure.type === "loadBalancer" ? 2 : 0;
}
