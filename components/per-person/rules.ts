import { pathKey, type Problem, removeCommand } from "../../settings/problems";
import { rule, warning } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { piecesAfter, places, undone } from "../chart/guard";
import { hoursValues, snippets } from "./values";

const key = "binderhub:perPerson.hoursPerWeek";
const by = `the setting ${key}`;

/** Where the code stands, and what a later piece must leave as it is. */
const pieces = [
  { path: ["extraConfig"], own: snippets.binder, traits: ["launch_quota_class"] },
  { path: ["jupyterhub", "hub", "extraConfig"], own: snippets.hub, traits: ["spawner_class", "extra_handlers"] },
] as const;

const decided = [
  ...places(
    by,
    pieces.map(({ path, own }) => [...path, own].join(".")),
  ),
  // The hours are in a table of the database that is in a file there.
  ...places(`${by}, which needs the hub's database on the hub's own volume (sqlite-pvc)`, ["jupyterhub.hub.db.type"], {
    does: (value) => value === undefined || value === "sqlite-pvc",
  }),
  ...places(
    `${by}, which needs the hub's database where the chart puts it`,
    ["jupyterhub.hub.config.JupyterHub.db_url"],
    { does: (value) => value === undefined },
  ),
];

/** Rules for hours: somebody must be known whose they are, and values of the user's own must leave the count as it is. */
export const hoursRules = [
  rule(["perPerson", "auth"], peopleLogIn),
  rule(["perPerson", "extraValues"], (asked): Problem[] =>
    asked.perPerson.hoursPerWeek === undefined
      ? []
      : [...undone(hoursValues(asked), asked.extraValues, decided), ...later(asked.extraValues)],
  ),
];

/** Warnings about hours that people can get around. */
export const hoursWarnings = [
  warning(["perPerson", "auth"], ({ perPerson, auth }) =>
    perPerson.hoursPerWeek !== undefined && auth.type === "dummy"
      ? [
          "perPerson.hoursPerWeek: with auth.type dummy, whoever has used up their hours can log in with another name, and has new ones.",
        ]
      : [],
  ),
];

function peopleLogIn({ perPerson: { hoursPerWeek }, auth }: Pick<Asked, "perPerson" | "auth">): Problem[] {
  if (hoursPerWeek === undefined || auth.type !== "none") return [];
  const text = "needs a login (auth.type): without one, every server is a new user's, and nobody's hours are used up";
  return [{ key, value: String(hoursPerWeek), rule: text, mend: removeCommand(key) }];
}

/** What a piece that runs later would take away, if it sets it. */
function later(extraValues: Asked["extraValues"]): Problem[] {
  return pieces.flatMap(({ path, own, traits }) =>
    piecesAfter(extraValues, path, own).flatMap((name) => {
      const code = String(at(extraValues, ...path, name));
      const trait = traits.find((one) => code.includes(one));
      if (trait === undefined) return [];
      const place = pathKey(["extraValues", ...path, name]);
      const text = `sets ${trait} after ${own}, which stops people whose hours are used up: pieces run in the order of their names, and one that begins with a digit runs before`;
      return [{ key: place, rule: text, mend: removeCommand(place) }];
    }),
  );
}
