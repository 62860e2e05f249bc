import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked, type Settings } from "../../settings/settings";
import { type ChartValues } from "../chart/chart-values";

/** Limits and bans by address. */
export function addressValues({
  launchRate,
  launchRateExempt,
  bannedNetworks,
}: Pick<Settings["limits"], "launchRate" | "launchRateExempt" | "bannedNetworks">): ChartValues {
  return {
    config: {
      ...(bannedNetworks && {
        BinderHub: { ban_networks: Object.fromEntries(bannedNetworks.map((range) => [range, range])) },
      }),
      ...(launchRate !== undefined && { RateLimiter: { limit: launchRate, period_seconds: 3600 } }),
    },
    ...(launchRateExempt && { extraConfig: { "00-launch-rate": exemption(launchRateExempt) } }),
  };
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
      const first = firstOf(value);
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

/** The range with its first address: Python refuses a range with any other, and BinderHub would not start. */
function firstOf(range: string): string {
  const [address = "", length = "32"] = range.split("/");
  const bits = Number(length);
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}

/** What limits by address do not do. */
export const addressWarnings = [
  warning(["limits", "auth"], ({ limits, auth }) =>
    limits.launchRate === undefined || auth.type === "none"
      ? []
      : ["limits.launchRate: counts nobody who is logged in: with auth, it has no effect."],
  ),
  warning(["limits", "platform", "exposure", "namespace"], ({ limits, platform, exposure, namespace }) => {
    const set = (["launchRate", "bannedNetworks"] as const).find((name) => limits[name] !== undefined);
    if (set === undefined || (exposure.type !== "loadBalancer" && exposure.type !== "singleHost")) return [];
    const service = exposure.type === "singleHost" ? "proxy-public" : "binder";
    const patch = `kubectl patch service ${service} -n ${namespace} -p '{"spec":{"externalTrafficPolicy":"Local"}}'`;
    const forged =
      exposure.type === "singleHost" && exposure.https !== undefined
        ? ""
        : " Without https, whoever wants to can still name any address (X-Real-Ip).";
    return [
      `limits.${set}: BinderHub sees ${platform === "azure" ? "nodes'" : "maybe nodes'"} addresses and not people's, until you run: ${patch} (an upgrade leaves it so).${forged}`,
    ];
  }),
];
