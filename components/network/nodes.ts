import { type Settings } from "../../settings/settings";
import { at, isRecord } from "../../settings/untyped";
import { type Recorded } from "../../standing/recorded";
import { direct, proxyUrls } from "./variables";

/** A proxy for the nodes of an AKS cluster. */
export interface NodeProxy {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy: string[];
  /** The certificates, in Base64. */
  readonly trustedCa?: string;
}

/**
 * The proxy with which nodes pull images. AKS gives its variables to pods too, and adds addresses of its own to those that are reached without it. Its
 * names have no dot before them; a name means its domain too.
 * @see https://learn.microsoft.com/azure/aks/http-proxy
 */
export function nodeProxy({ proxy, certificate }: Settings["network"]): NodeProxy | undefined {
  if (proxy === undefined) return undefined;
  const { http, https } = proxyUrls(proxy);
  return {
    ...(http !== undefined && { httpProxy: http }),
    ...(https !== undefined && { httpsProxy: https }),
    noProxy: direct(proxy, { platform: "azure" }).map((name) => name.replace(/^\./, "")),
    ...(certificate !== undefined && { trustedCa: Buffer.from(certificate).toString("base64") }),
  };
}

/** What AKS does with its nodes if the proxy changes: all are made anew. Without one it keeps the last, which azure-native cannot turn off. */
export function nodeNotices({ network, place }: Settings, recorded: Recorded): readonly string[] {
  const asked = at(recorded.get("cluster")?.outputs, "asked", "cluster-aks");
  if (place.platform !== "azure" || !isRecord(asked)) return [];
  const [was, now] = [asked.httpProxyConfig, nodeProxy(network)];
  if (JSON.stringify(was) === JSON.stringify(now)) return [];
  const { resourceGroup, clusterName } = place;
  return now === undefined
    ? [
        `network.proxy: AKS keeps the proxy of its nodes until this command turns it off: az aks update --resource-group ${resourceGroup} --name ${clusterName} --disable-http-proxy`,
      ]
    : ["network.proxy: AKS makes all nodes anew with the other proxy, pool by pool. Servers on them stop."];
}
