import { type Problem, pathKey, removeCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { piecesAfter, places, undone } from "../chart/guard";
import { closingValues, snippet } from "./closing";

/** Where the code stands, and what a later piece must leave as it is. */
const pieces = [
  { path: ["extraConfig"], trait: "launch_quota_class" },
  { path: ["jupyterhub", "hub", "extraConfig"], trait: "spawner_class" },
] as const;

const decided = places(
  "the setting binderhub:operate.closed",
  pieces.map(({ path }) => [...path, snippet].join(".")),
);

/** Values of the user's own leave a closed hub closed. */
export function staysClosed(asked: Pick<Asked, "auth" | "extraValues">): Problem[] {
  const own = closingValues(asked);
  const there = pieces.filter(({ path }) => at(own, ...path) !== undefined);
  return [
    ...undone(own, asked.extraValues, decided),
    ...there.flatMap(({ path, trait }) =>
      piecesAfter(asked.extraValues, path, snippet)
        .filter((name) => String(at(asked.extraValues, ...path, name)).includes(trait))
        .map((name) => setLater(pathKey(["extraValues", ...path, name]), trait)),
    ),
  ];
}

function setLater(key: string, trait: string): Problem {
  const text = `sets ${trait} after ${snippet}, which refuses launches while the hub is closed: pieces run in the order of their names, and one that begins with a digit runs before`;
  return { key, rule: text, mend: removeCommand(key) };
}
