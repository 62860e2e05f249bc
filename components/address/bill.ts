import { bill } from "../cost/bill";
import { type Asked } from "../../settings/settings";
import { allHours } from "../cost/billed";

/**
 * Addresses, load balancers and what leaves Azure. AKS makes an address and a load balancer for the nodes' way out in any case. Five rules of a
 * balancer are in its price, and the hub has four at most: two Services, each with one or two ports.
 * @see https://learn.microsoft.com/azure/aks/load-balancer-standard
 * @see https://azure.microsoft.com/pricing/details/load-balancer/
 */
export const trafficBill = bill(
  ["exposure"],
  ({ exposure }, { traffic }) => [
    { part: "addresses", meter: "address", units: allHours(1 + addressCount(exposure)) },
    { part: "load balancer", meter: "balancer", units: allHours(balancerCount(exposure)) },
    { part: "traffic", meter: "balancer-data", units: traffic },
    { part: "traffic", meter: "traffic", units: traffic },
  ],
  ({ exposure }) =>
    exposure.type === "singleHost" && exposure.zone !== undefined ? { notCounted: ["the DNS zone"] } : {},
);

/**
 * How many load balancers there are. A Service with a private address is at one of its own: Azure's have either public addresses or private ones.
 * @see https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/consts/consts.go `InternalLoadBalancerNameSuffix`
 */
function balancerCount(exposure: Asked["exposure"]): number {
  return exposure.type === "singleHost" && exposure.internal !== undefined ? 2 : 1;
}

/** How many addresses the hub has of its own. */
function addressCount(exposure: Asked["exposure"]): number {
  if (exposure.type === "singleHost") return exposure.internal === undefined ? 1 : 0;
  return exposure.type === "loadBalancer" ? 2 : 0;
}
