import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked, type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";
import { canonical } from "../walls/ranges";

/** Limits and bans by address. */
export function addressValues(
  { launchRate, launchRateExempt, bannedNetworks }: Pick<Settings["limits"], "launchRate" | (typeof lists)[number]>,
  exposure: Settings["exposure"],
): ChartValues {
  const forgeable = launchRate === undefined && bannedNetworks === undefined ? [] : forgeableHeaders(exposure);
  return {
    config: {
      ...(bannedNetworks && {
        BinderHub: { ban_networks: Object.fromEntries(bannedNetworks.map((range) => [range, range])) },
      }),
      ...(launchRate !== undefined && { RateLimiter: { limit: launchRate, period_seconds: 3600 } }),
    },
    ...((launchRateExempt !== undefined || forgeable.length > 0) && {
      extraConfig: {
        ...(launchRateExempt && { "00-launch-rate": exemption(launchRateExempt) }),
        ...(forgeable.length > 0 && { "00-client-addresses": withoutHeaders(forgeable) }),
      },
    }),
  };
}

/**
 * Headers that name the client's address, and that nothing on the way to BinderHub writes anew: whoever wants to can name any address in them. With
 * HTTPS, Traefik writes `X-Real-Ip`. The hub's proxy adds the address that it sees to `X-Forwarded-For`, and BinderHub takes the last one.
 * @see https://github.com/traefik/traefik/blob/master/pkg/middlewares/forwardedheaders/forwarded_header.go
 * @see https://github.com/tornadoweb/tornado/blob/master/tornado/httpserver.py `_apply_xheaders`
 */
function forgeableHeaders(exposure: Settings["exposure"]): readonly string[] {
  switch (exposure.type) {
    case "loadBalancer":
      return ["X-Real-Ip", "X-Forwarded-For"];
    case "singleHost":
      return exposure.https === undefined ? ["X-Real-Ip"] : [];
    case "nodePort":
    case "clusterIP":
      // Here another proxy may stand before the hub, and write them.
      return [];
  }
}

/**
 * Python that makes BinderHub's server ignore headers, and write an IPv4 address as one: the hub's proxy writes `::ffff:203.0.113.7`, which is in no
 * IPv4 range. If another Tornado has no such function, BinderHub does not start, and says so.
 * @see https://nodejs.org/api/net.html#serverlistenport-host-backlog-callback a server that listens on `::` gets IPv4 addresses in this form
 */
function withoutHeaders(headers: readonly string[]): string {
  return `from tornado.httpserver import _HTTPRequestContext
believe_headers = _HTTPRequestContext._apply_xheaders
def believe_other_headers(self, headers):
    for name in ${JSON.stringify(headers)}:
        headers.pop(name, None)
    believe_headers(self, headers)
    self.remote_ip = self.remote_ip.removeprefix("::ffff:")
_HTTPRequestContext._apply_xheaders = believe_other_headers
`;
}

/**
 * BinderHub's limit knows no exceptions, so it is asked only about addresses that are not exempt.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/ratelimit.py RateLimiter.increment
 */
function exemption(ranges: readonly string[]): string {
  return `import ipaddress
from binderhub.ratelimit import RateLimiter
exempt_networks = [ipaddress.ip_network(network) for network in ${JSON.stringify(ranges)}]
counted_increment = RateLimiter.increment
def increment(self, key):
    if any(ipaddress.ip_address(key) in network for network in exempt_networks):
        return {"remaining": self.limit, "reset": int(self.time()) + self.period_seconds}
    return counted_increment(self, key)
RateLimiter.increment = increment
`;
}

const lists = ["launchRateExempt", "bannedNetworks"] as const;

/** Ranges as Python reads them, and exceptions from a limit that is there. */
export const addressRules = [rule(["limits"], rangesFit)];

function rangesFit({ limits }: Pick<Asked, "limits">): Problem[] {
  const ranges = lists.flatMap((list) =>
    (limits[list] ?? []).flatMap((value, index): Problem[] => {
      const key = `binderhub:limits.${list}[${index}]`;
      // Python refuses a range with any other address, and BinderHub would not start.
      const first = canonical(value);
      if (value !== first) {
        return [
          { key, value, rule: `must begin with the range's first address: ${first}`, mend: setCommand(key, first) },
        ];
      }
      return list === "bannedNetworks" && value.endsWith("/0")
        ? [{ key, value, rule: "would ban everybody", mend: setCommand(key, "203.0.113.0/24") }]
        : [];
    }),
  );
  const key = "binderhub:limits.launchRateExempt";
  return limits.launchRateExempt !== undefined && limits.launchRate === undefined
    ? [...ranges, { key, rule: "has no use without limits.launchRate", mend: removeCommand(key) }]
    : ranges;
}

/** What limits by address do not do. */
export const addressWarnings = [
  warning(["limits", "auth"], ({ limits, auth }) =>
    limits.launchRate === undefined || auth.type === "none"
      ? []
      : ["limits.launchRate: counts nobody who is logged in: with auth, it has no effect."],
  ),
  warning(["limits", "exposure", "auth"], ({ limits, exposure, auth }) => {
    const counted = auth.type === "none" ? limits.launchRate : undefined;
    const set = counted !== undefined ? "launchRate" : limits.bannedNetworks && "bannedNetworks";
    if (set === undefined || (exposure.type !== "nodePort" && exposure.type !== "clusterIP")) return [];
    return [
      `limits.${set}: with exposure.type ${exposure.type}, BinderHub sees the address of a node, and not people's. A proxy before the hub must name them in X-Real-Ip.`,
    ];
  }),
];
