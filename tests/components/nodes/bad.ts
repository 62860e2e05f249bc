import { existingStack } from "../../stack/stack";
import { type More, type Row } from "../../stack/row";

const key = "binderhub:nodes";
const there: More = { base: existingStack };
const core = (name: string, value: unknown) => ({ [`nodes.core.${name}`]: value });
const taint = (entry: object) => core("tolerations", [{ key: "pool", ...entry }]);

/** What is wrong with the nodes of a cluster that is there. */
export const nodeRows: readonly Row[] = [
  ["nodes in Azure, which has pools", { "nodes.users.purpose": "require" }, key, /azure\.pools/],
  ["nodes by their text", { nodes: "core" }, key, /group of settings/, there],
  ["nodes of nobody", { "nodes.user.purpose": "require" }, `${key}.user`, /nodes\.users\?/, there],
  ["a purpose of another word", core("purpose", "must"), `${key}.core.purpose`, /one of prefer/, there],
  ["a selector by its text", core("selector", "pool=core"), `${key}.core.selector`, /labels, each/, there],
  ["a label that is a number", core("selector", { pool: 1 }), `${key}.core.selector.pool`, /in quotes/, there],
  ["a label with a blank", core("selector", { pool: "a b" }), `${key}.core.selector.pool`, /label's value/, there],
  ["a taint outside a list", core("tolerations", { key: "pool" }), `${key}.core.tolerations`, /list of taints/, there],
  ["no taints in a list", core("tolerations", []), `${key}.core.tolerations`, /at least one taint/, there],
  [
    "a taint without name",
    core("tolerations", [{ value: "x" }]),
    `${key}.core.tolerations[0].key`,
    /is missing: Name of the taint/,
    there,
  ],
  ["a taint of another effect", taint({ effect: "Never" }), `${key}.core.tolerations[0].effect`, /NoSchedule/, there],
  [
    "a taint with an operator",
    taint({ operator: "Exists" }),
    `${key}.core.tolerations[0].operator`,
    /not a setting/,
    there,
  ],
];
