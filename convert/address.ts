import {
  type Claim,
  type Fill,
  left,
  own,
  type Part,
  type Platform,
  setting,
  textAt,
  valueAt,
  type Values,
} from "./claims";

const ingress = left("the program makes addresses of its own, and needs no ingress controller (binderhub:exposure)");
const chosen = left("the program gives the Services their addresses (binderhub:exposure)");

/** Logins that send people back to https only. */
export const needHttps: readonly string[] = ["google", "entra"];

/**
 * How the hub is reached. Most hubs have two hosts, for the Binder page and for the hub. Here they are one: a host with a certificate needs a single one.
 *
 * @param login the login's type, which may need HTTPS
 */
export function addressPart(values: Values, platform: Platform, login: string): Part {
  const page =
    hostsAt(values, "ingress.hosts")[0] ?? hostOf(textAt(values, "jupyterhub.hub.services.binder.oauth_redirect_uri"));
  const hubUrl = textAt(values, "config.BinderHub.hub_url") ?? textAt(values, "hub.url");
  const hub =
    hostsAt(values, "jupyterhub.proxy.https.hosts")[0] ??
    hostOf(hubUrl) ??
    hostsAt(values, "jupyterhub.ingress.hosts")[0];
  const host = page ?? hub;
  const path = pathOf(textAt(values, "jupyterhub.hub.baseUrl") ?? new URL(hubUrl ?? "http://x", "http://x").pathname);
  const secure =
    (hubUrl ?? "").startsWith("https:") ||
    valueAt(values, "jupyterhub.proxy.https.enabled") === true ||
    valueAt(values, "ingress.https.enabled") === true;
  if (host === undefined && platform === "existing" && textAt(values, "service.type") === "NodePort") {
    return nodePorts(values);
  }
  const single = host !== undefined || needHttps.includes(login);
  return {
    claims: [...common(single), ...(single ? singleClaims(values, platform, { host, hub, page, path }) : [])],
    fills: single ? singleFills(values, platform, host, secure || needHttps.includes(login)) : elsewhere(platform),
  };
}

/** What the program does otherwise, whatever the file says. */
function common(single: boolean): Claim[] {
  const two = single ? left("the hub is below the same host as the Binder page (binderhub:exposure)") : chosen;
  return [
    ...["ingress", "jupyterhub.ingress", "httpRoute", "jupyterhub.httpRoute"].map((path): Claim => [path, ingress]),
    ...["hub.url", "config.BinderHub.hub_url", "config.BinderHub.hub_url_local", "config.BinderHub.base_url"].map(
      (path): Claim => [path, two],
    ),
    ["jupyterhub.hub.baseUrl", two],
    ...["type", "nodePort", "nodePorts", "loadBalancerIP"].flatMap((name): Claim[] => [
      [`service.${name}`, chosen],
      [`jupyterhub.proxy.service.${name}`, chosen],
    ]),
    ["jupyterhub.proxy.https", left("the setting binderhub:exposure.https decides about HTTPS")],
  ];
}

/** What the file says of hosts. */
interface Hosts {
  readonly host?: string;
  readonly hub?: string;
  readonly page?: string;
  readonly path?: string;
}

function singleClaims(values: Values, platform: Platform, { host, hub, page, path }: Hosts): Claim[] {
  const to = (key: string, value: unknown) => setting(`exposure.${key}`, value);
  const https = "jupyterhub.proxy.https";
  const contact = textAt(values, `${https}.letsencrypt.contactEmail`);
  const secret = textAt(values, `${https}.secret.name`);
  const known = setting(hostKey(platform).join("."), host);
  const ofHub = ["config.BinderHub.hub_url", "hub.url", `${https}.hosts`];
  return [
    ["ingress.hosts", host !== undefined && host === page ? known : ingress],
    ...(host === hub && host !== page ? ofHub.map((at): Claim => [at, known]) : []),
    ...(path === undefined ? [] : [["jupyterhub.hub.baseUrl", to("path", path)] as const]),
    ...(contact === undefined ? [] : [[`${https}.letsencrypt.contactEmail`, to("https.email", contact)] as const]),
    ...(contact === undefined && secret !== undefined
      ? [[`${https}.secret.name`, to("https.secret", secret)] as const]
      : []),
    [`${https}.enabled`, own],
    [`${https}.type`, own],
  ];
}

/** The setting of the host: a cluster that is there has its own. */
function hostKey(platform: Platform): readonly string[] {
  return platform === "azure" ? ["exposure", "host"] : ["existing", "host"];
}

function singleFills(values: Values, platform: Platform, host: string | undefined, secure: boolean): Fill[] {
  const has = (path: string) => textAt(values, `jupyterhub.proxy.https.${path}`) !== undefined;
  return [
    { key: ["exposure", "type"], value: "singleHost", why: "One host for the Binder page and the hub" },
    ...(host === undefined
      ? [
          platform === "azure"
            ? { key: ["exposure", "dnsLabel"], value: "your-hub", why: "Fill in a free name, or set exposure.host" }
            : { key: ["existing", "host"], value: "hub.example.org", why: "Fill in the host of the cluster" },
        ]
      : [{ key: hostKey(platform), value: host, why: "Its DNS record must be made, see docs/https.md" }]),
    ...(secure && !has("letsencrypt.contactEmail") && !has("secret.name")
      ? [
          {
            key: ["exposure", "https", "email"],
            value: "you@example.org",
            why: "Fill in the contact for Let's Encrypt",
          },
        ]
      : []),
  ];
}

function elsewhere(platform: Platform): Fill[] {
  return platform === "azure"
    ? []
    : [{ key: ["exposure", "type"], value: "clusterIP", why: "The hub is reached through kubectl port-forward" }];
}

function nodePorts(values: Values): Part {
  const port = (path: string, key: string): Claim[] =>
    valueAt(values, path) === undefined ? [] : [[path, setting(`exposure.${key}`, valueAt(values, path))]];
  return {
    claims: [
      ...common(false),
      ["service.type", setting("exposure.type", "nodePort")],
      ...port("service.nodePort", "binderPort"),
      ...port("jupyterhub.proxy.service.nodePorts.http", "hubPort"),
    ],
  };
}

function hostsAt(values: Values, path: string): string[] {
  const list = valueAt(values, path);
  return Array.isArray(list) ? list.filter(isHost) : [];
}

function hostOf(url: string | undefined): string | undefined {
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;
  return isHost(host) ? host : undefined;
}

/** A name, and no address: addresses are made anew. */
function isHost(host: unknown): host is string {
  return (
    typeof host === "string" &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\.[a-z][-a-z0-9]*$/.test(host)
  );
}

function pathOf(path: string): string | undefined {
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? undefined : trimmed;
}
