import { pathKey, type Problem, removeCommand, setCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { proxyServers } from "../network/servers";
import { isAddress } from "./ranges";
import { namesOnly, whyNamespaceIsClosed, whyRangeIsClosed } from "./refused";

/** Rules for what builds may reach: each entry is one destination, and none opens what the walls are for. */
export const wallRules = [
  rule(["builds"], oneEach),
  rule(["builds", "platform", "namespace"], ({ builds, ...inside }) =>
    builds.reach.flatMap((destination, index) => {
      if (namesOnly(destination)) return [];
      const { range, namespace } = destination;
      return [
        { name: "range", value: range, why: range && whyRangeIsClosed(range, inside) },
        { name: "namespace", value: namespace, why: namespace && whyNamespaceIsClosed(namespace, inside) },
      ].flatMap(({ name, value, why }) =>
        why === undefined ? [] : [{ key: entry(index, name), value, rule: why, mend: removeCommand(entry(index)) }],
      );
    }),
  ),
  rule(["registry", "platform"], ({ registry, platform }) => {
    const range = registry.type === "custom" ? registry.privateRange : undefined;
    const why = range && whyRangeIsClosed(range, { platform });
    const key = "binderhub:registry.privateRange";
    return why === undefined ? [] : [{ key, value: range, rule: why, mend: removeCommand(key) }];
  }),
  rule(["network", "platform"], ({ network, platform }) =>
    proxyServers(network).flatMap(({ key: name, host }) => {
      const why = isAddress(host) ? whyRangeIsClosed(host, { platform }) : undefined;
      const key = `binderhub:${name}`;
      return why === undefined
        ? []
        : [{ key, value: host, rule: why, mend: setCommand(key, "http://proxy.example.org:3128") }];
    }),
  ),
];

function oneEach({ builds }: Pick<Asked, "builds">): Problem[] {
  return builds.reach.flatMap(({ range, namespace }, index) => {
    if (range !== undefined && namespace !== undefined) {
      const key = entry(index, "namespace");
      const text = "needs an entry of its own: each has a range or a namespace";
      return [{ key, value: namespace, rule: text, mend: removeCommand(key) }];
    }
    if (range === undefined && namespace === undefined) {
      const key = entry(index, "range");
      const text = "is missing: the address or range of the destination, or its namespace";
      return [{ key, rule: text, mend: setCommand(key, "10.1.2.3") }];
    }
    return [];
  });
}

function entry(index: number, ...below: readonly string[]): string {
  return pathKey(["builds", "reach", String(index), ...below]);
}
