import { type Problem, pathKey, removeCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { piecesAfter, places, undone } from "../chart/guard";
import { snippet as foldersSnippet } from "../folders/values";
import { snippets as privateSnippets } from "../private-repositories/values";
import { snippet as sizesSnippet } from "../sizes/values";
import { closingValues, snippet } from "./closing";

type Guarded = Pick<Asked, "auth" | "extraValues" | "sizes" | "folders" | "privateRepositories">;

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
export function staysClosed(asked: Guarded): Problem[] {
  const own = closingValues(asked);
  const refused = refusedByOthers(asked);
  const there = pieces.filter(({ path }) => at(own, ...path) !== undefined);
  return [
    ...undone(own, asked.extraValues, decided),
    ...there.flatMap(({ path, trait }) =>
      piecesAfter(asked.extraValues, path, snippet)
        .filter((name) => String(at(asked.extraValues, ...path, name)).includes(trait))
        .filter((name) => refused[trait].every((last) => name <= last))
        .map((name) => setLater(pathKey(["extraValues", ...path, name]), trait)),
    ),
  ];
}

/** After which pieces other concepts refuse such a piece: it is told once. */
function refusedByOthers({ sizes, folders, privateRepositories: { type } }: Guarded) {
  return {
    launch_quota_class: type === "none" ? [] : [privateSnippets.binder],
    spawner_class: [
      ...(sizes === undefined ? [] : [sizesSnippet]),
      ...(Object.keys(folders).length === 0 ? [] : [foldersSnippet]),
      ...(type === "none" ? [] : [privateSnippets.hub]),
    ],
  };
}

function setLater(key: string, trait: string): Problem {
  const text = `sets ${trait} after ${snippet}, which refuses launches while the hub is closed: pieces run in the order of their names, and one that begins with a digit runs before`;
  return { key, rule: text, mend: removeCommand(key) };
}
