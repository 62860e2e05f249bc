import { at } from "../untyped";
import { type Properties } from "../model";
import { ArmError } from "./errors";

/** Hosts that AKS adds to those that are reached without the proxy. */
const always = ["168.63.129.16", "169.254.169.254", "127.0.0.1", "localhost", "konnectivity"];

/** What AKS takes of certificates, in bytes. */
const mostOfCertificates = 35_000;

/**
 * The proxy of a cluster's nodes: what AKS refuses, and that a cluster keeps the last one if a request has none. Only another property, which
 * azure-native does not have, turns it off.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/pull/14177 for the hosts that it adds
 * @see https://learn.microsoft.com/azure/aks/http-proxy "Limitations and considerations". Assumed: how it is refused
 */
export function withProxy(body: Properties, before: Properties | undefined): Properties {
  const asked = body.httpProxyConfig;
  if (asked === undefined)
    return before?.httpProxyConfig === undefined ? {} : { httpProxyConfig: before.httpProxyConfig };
  const [http, hosts, certificates] = ["httpProxy", "noProxy", "trustedCa"].map((name) => at(asked, name));
  if (typeof http === "string" && !http.startsWith("http://")) throw refused("httpProxy", "scheme must be http");
  if (urlsIn(asked).some((url) => url.includes("@"))) throw refused("httpProxy", "must have no user and no password");
  if (Array.isArray(hosts) && hosts.some((host) => String(host).includes("*"))) {
    throw refused("noProxy", "wildcards are not supported");
  }
  if (typeof certificates === "string" && Buffer.from(certificates, "base64").length > mostOfCertificates) {
    throw refused("trustedCa", "is too large");
  }
  const all = [...new Set([...(Array.isArray(hosts) ? (hosts as unknown[]) : []), ...always])];
  return { httpProxyConfig: { ...(asked as Properties), noProxy: all } };
}

function urlsIn(asked: unknown): string[] {
  return ["httpProxy", "httpsProxy"].map((name) => at(asked, name)).filter((url) => typeof url === "string");
}

function refused(property: string, why: string): ArmError {
  return new ArmError(400, "InvalidParameter", `httpProxyConfig.${property}: ${why}.`);
}
