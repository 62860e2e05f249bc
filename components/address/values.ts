import { type Input } from "@pulumi/pulumi";
import { type Settings } from "../../settings/settings";
import { type ChartValues, type HttpsValues } from "../chart/chart-values";
import { type Hosts } from "./urls";

/** What the values need to know about how the Services are reached. */
export interface ExposureContext {
  /** `hub_url`: the URL at which browsers find the hub. It must not be empty: otherwise launches lead to a wrong URL. */
  readonly hubUrl: Input<string>;
  /** Annotations with which the Services get their addresses. None if there are no addresses. */
  readonly annotations: Partial<Hosts<Readonly<Record<string, string>>>>;
  /** Host names that are known; needed for the certificate. */
  readonly hosts: Partial<Hosts>;
  /** The stack's own certificate and its private key, as PEM. @default there is none */
  readonly certificate?: { readonly cert: string; readonly key: Input<string> };
}

/**
 * Annotations with which Azure chooses the address of a Service.
 * @see https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/#loadbalancer-annotations
 */
export const addressAnnotations = [
  ...["load-balancer-internal", "load-balancer-internal-subnet", "load-balancer-ipv4", "load-balancer-ipv6"],
  ...["load-balancer-resource-group", "pip-name", "pip-name-ipv6", "pip-prefix-id", "dns-label-name"],
].map((name) => `service.beta.kubernetes.io/azure-${name}`);

/** @see https://letsencrypt.org/docs/staging-environment/ */
const acmeServers = {
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
};

/** The Services, and the hub's URLs from outside (`hub_url`) and from the binder pod (`hub_url_local`). */
export function exposureValues(exposure: Settings["exposure"], context: ExposureContext): ChartValues {
  switch (exposure.type) {
    case "loadBalancer":
      return twoServices(context, {
        service: loadBalancer(context.annotations.binder),
        hubService: loadBalancer(context.annotations.hub),
      });
    case "nodePort":
      return twoServices(context, {
        service: { type: "NodePort", nodePort: exposure.binderPort },
        hubService: { type: "NodePort", nodePorts: { http: exposure.hubPort } },
      });
    case "clusterIP":
      return twoServices(context, { service: { type: "ClusterIP" }, hubService: { type: "ClusterIP" } });
    case "singleHost":
      return singleHost(exposure, context);
  }
}

/**
 * The chart's Services that have a load balancer. Without `externalTrafficPolicy: Local`, such a Service shows BinderHub the addresses of nodes, and
 * limits by address would hit everybody.
 * @see https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip
 */
export function balancedServices({ type }: Settings["exposure"]): readonly string[] {
  return { loadBalancer: ["binder", "proxy-public"], singleHost: ["proxy-public"], nodePort: [], clusterIP: [] }[type];
}

function twoServices(
  { hubUrl }: ExposureContext,
  services: {
    readonly service: ChartValues["service"];
    readonly hubService: NonNullable<NonNullable<ChartValues["jupyterhub"]>["proxy"]>["service"];
  },
): ChartValues {
  return {
    config: { BinderHub: { hub_url: hubUrl, hub_url_local: "http://proxy-public" } },
    service: services.service,
    jupyterhub: { proxy: { service: services.hubService } },
  };
}

function loadBalancer(annotations: Readonly<Record<string, string>> = {}) {
  return { type: "LoadBalancer" as const, annotations };
}

/** BinderHub as a service behind the hub's proxy: one address, and the only way to HTTPS. */
function singleHost(
  exposure: Extract<Settings["exposure"], { type: "singleHost" }>,
  context: ExposureContext,
): ChartValues {
  const { internal, path = "" } = exposure;
  const https = httpsValues(exposure.https, context);
  return {
    config: {
      BinderHub: {
        base_url: `${path}/services/binder/`,
        hub_url: context.hubUrl,
        // With HTTPS, `proxy-public` is the TLS terminator, and launches would hang.
        hub_url_local: `http://hub:8081${path}`,
      },
    },
    // The hub's NetworkPolicy allows only pods with this label to connect.
    deployment: { labels: { "hub.jupyter.org/network-access-hub": "true" } },
    service: { type: "ClusterIP" },
    jupyterhub: {
      hub: {
        ...(path === "" ? {} : { baseUrl: `${path}/` }),
        config: { JupyterHub: { default_url: `${path}/services/binder/` } },
        services: { binder: { url: "http://binder" } },
      },
      proxy: {
        service: loadBalancer(internal === undefined ? context.annotations.hub : privateAddress(internal)),
        ...(https === undefined ? {} : { https }),
      },
    },
  };
}

/**
 * Annotations with which a Service gets a private address.
 * @see https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer/#loadbalancer-annotations
 */
function privateAddress({ address, subnet }: { readonly address: string; readonly subnet?: string }) {
  const azure = "service.beta.kubernetes.io/azure-load-balancer";
  return {
    [`${azure}-internal`]: "true",
    [`${azure}-ipv4`]: address,
    ...(subnet === undefined ? {} : { [`${azure}-internal-subnet`]: subnet }),
  };
}

type Https = Extract<Settings["exposure"], { type: "singleHost" }>["https"];

/** @see https://z2jh.jupyter.org/en/stable/administrator/security.html#https */
function httpsValues(https: Https, { hosts, certificate }: ExposureContext): HttpsValues | undefined {
  if (https?.secret !== undefined) {
    return { enabled: true, type: "secret", secret: { name: https.secret, key: "tls.key", crt: "tls.crt" } };
  }
  if (https?.certificate !== undefined) return { enabled: true, type: "manual", manual: certificate };
  if (https?.email === undefined || hosts.hub === undefined) return undefined;
  return {
    enabled: true,
    type: "letsencrypt",
    hosts: [hosts.hub],
    letsencrypt: {
      contactEmail: https.email,
      acmeServer: https.staging ? acmeServers.staging : acmeServers.production,
    },
  };
}
