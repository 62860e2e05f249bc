import { type Settings } from "../../settings/settings";

/** The addresses at which a hub is reached. */
export interface HubUrls {
  /** The Binder page: the address for users. */
  readonly binder: string;
  /** The JupyterHub behind it, as browsers see it: `hub_url`. No slash at the end. */
  readonly hub: string;
  /** Where the login provider sends people back. It is registered with the OAuth app. */
  readonly hubCallback: string;
  /** Where the hub sends people back. */
  readonly binderCallback: string;
}

/** The hosts of the two Services; the same one where there is a single host. */
export interface Hosts<T = string> {
  readonly hub: T;
  readonly binder: T;
}

/** BinderHub's own path below its host, with slashes at both ends. */
export function binderPath(exposure: Settings["exposure"]): string {
  return exposure.type === "singleHost" ? `${exposure.path ?? ""}/services/binder/` : "/";
}

/** The URLs of a hub, given how it is exposed and on which hosts. */
export function hubUrls(exposure: Settings["exposure"], hosts: Hosts): HubUrls {
  const secure = exposure.type === "singleHost" && exposure.https !== undefined;
  const origin = (service: keyof Hosts) =>
    `${secure ? "https" : "http"}://${hosts[service]}${portOf(exposure, service)}`;
  const path = binderPath(exposure);
  const hub = `${origin("hub")}${exposure.type === "singleHost" ? (exposure.path ?? "") : ""}`;
  return {
    binder: `${origin("binder")}${path === "/" ? "" : path}`,
    hub,
    hubCallback: `${hub}/hub/oauth_callback`,
    binderCallback: `${origin("binder")}${path}oauth_callback`,
  };
}

function portOf(exposure: Settings["exposure"], service: keyof Hosts): string {
  if (exposure.type !== "nodePort" && exposure.type !== "clusterIP") return "";
  return `:${service === "hub" ? exposure.hubPort : exposure.binderPort}`;
}

/**
 * The hosts that are known before anything exists: names from a label, a zone or a setting, and private addresses. Other hosts are addresses that
 * Azure will choose.
 */
export function knownHosts({ place, exposure, cloud }: Settings): Partial<Hosts> {
  if (exposure.type === "clusterIP") return both("localhost");
  if (place.platform === "existing") return both(place.host);
  const azureName = (label: string) => `${label}.${place.location}.${cloud.addresses}`;
  switch (exposure.type) {
    case "loadBalancer":
      return exposure.dnsLabel === undefined
        ? {}
        : { hub: azureName(`${exposure.dnsLabel}-hub`), binder: azureName(exposure.dnsLabel) };
    case "singleHost": {
      const { dnsLabel, zone, host, internal } = exposure;
      if (dnsLabel !== undefined) return both(azureName(dnsLabel));
      return both(
        zone === undefined
          ? (host ?? internal?.address)
          : zone.record === "@"
            ? zone.name
            : `${zone.record}.${zone.name}`,
      );
    }
    case "nodePort":
      // Not on Azure, because its nodes have no public address.
      return {};
  }
}

function both(host: string | undefined): Partial<Hosts> {
  return host === undefined ? {} : { hub: host, binder: host };
}
