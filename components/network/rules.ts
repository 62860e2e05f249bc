import { type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { proxyServers } from "./servers";

const key = (name: string) => `binderhub:network.proxy.${name}`;

/** Rules for a proxy: it has an address that pods and AKS can use, and is said once. */
export const networkRules = [
  rule(["network"], isAProxy),
  rule(["network", "platform"], ({ network, platform }) => {
    const value = network.proxy?.http;
    return platform === "azure" && value?.startsWith("https:") === true
      ? [
          {
            key: key("http"),
            value,
            rule: "must begin with http:// on AKS: it may do so and still take HTTPS, which it passes on",
            mend: setCommand(key("http"), value.replace("https:", "http:")),
          },
        ]
      : [];
  }),
  rule(["network", "buildDaemon"], saidOnce),
];

function isAProxy({ network: { proxy } }: Pick<Asked, "network">): Problem[] {
  if (proxy === undefined) return [];
  if (proxy.http === undefined && proxy.https === undefined) {
    const mend = setCommand(key("http"), "http://proxy.example.org:3128");
    return [{ key: key("http"), rule: "is missing: network.proxy has no proxy", mend }];
  }
  return proxyServers({ proxy })
    .filter(({ host }) => host === "localhost" || host.startsWith("127."))
    .map(({ key: name, host }) => ({
      key: `binderhub:${name}`,
      value: host,
      rule: "must be an address that pods can reach: this one is each pod itself",
      mend: setCommand(`binderhub:${name}`, "http://proxy.example.org:3128"),
    }));
}

/** Docker does not start if its proxy is said twice. */
function saidOnce({ network, buildDaemon }: Pick<Asked, "network" | "buildDaemon">): Problem[] {
  if (network.proxy === undefined) return [];
  return (buildDaemon.arguments ?? []).flatMap((argument, index) => {
    const place = `binderhub:buildDaemon.arguments[${index}]`;
    return /^--(https?|no)-proxy\b/.test(argument)
      ? [{ key: place, value: argument, rule: "is decided by network.proxy: say it once", mend: removeCommand(place) }]
      : [];
  });
}
