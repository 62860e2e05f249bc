import { type Input } from "@pulumi/pulumi";
import { type ChartValues } from "./chart-values";

/** What the values must know of the two Services' way to the outside. */
export interface TwoAddresses {
  /** `hub_url`: the URL at which browsers find the hub. Never empty: launches would end in a URL that leads nowhere. */
  readonly hubUrl: Input<string>;
  /** Annotations that claim the address of `proxy-public`. */
  readonly hubAnnotations: Readonly<Record<string, string>>;
  /** Annotations that claim the address of `binder`. */
  readonly binderAnnotations: Readonly<Record<string, string>>;
}

/** A load balancer for each of the two Services, as in the workshop. */
export function loadBalancerValues(addresses: TwoAddresses): ChartValues {
  return {
    config: { BinderHub: { hub_url: addresses.hubUrl, hub_url_local: "http://proxy-public" } },
    service: { type: "LoadBalancer", annotations: addresses.binderAnnotations },
    jupyterhub: { proxy: { service: { type: "LoadBalancer", annotations: addresses.hubAnnotations } } },
  };
}
