import { type Problem } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { composeValues } from "../chart/compose";
import { piecesAfter, places, undone, undoneBy } from "../chart/guard";
import { eventsName } from "./names";
import { placeholderValues, serviceValues, snippet } from "./values";

const by = "the setting binderhub:events";

/** Stands for the code and the token, which no rule looks into. */
const ours = "decided by the program";

const decided = [
  ...places(by, [`extraConfig.${snippet}`, `jupyterhub.hub.extraConfig.${snippet}`]),
  ...places(by, ["jupyterhub.scheduling.podPriority.enabled"]),
  ...places(by, [`jupyterhub.hub.services.${eventsName}`, `jupyterhub.hub.loadRoles.${eventsName}`], { sealed: true }),
];

/** Where the code stands, and what a later piece must leave as it is. */
const pieces = [
  { path: ["extraConfig"], traits: ["launch_quota_class"] },
  { path: ["jupyterhub", "hub", "extraConfig"], traits: ["spawner_class", "proxy_class"] },
] as const;

/** Rules for extra values: they take no room from events. */
export const guardRules = [rule(["events", "platform", "extraValues"], roomStays)];

function roomStays({ events, platform, extraValues }: Pick<Asked, "events" | "platform" | "extraValues">): Problem[] {
  if (events === undefined) return [];
  const extraConfig = { [snippet]: ours };
  const code = { extraConfig, jupyterhub: { hub: { extraConfig } } };
  const own = composeValues([code, serviceValues(ours), placeholderValues(platform)]);
  return [
    ...undone(own, extraValues, decided),
    ...pieces.flatMap(({ path, traits }) =>
      piecesAfter(extraValues, path, snippet)
        // What stands after the piece that closes a hub is refused by that one's rule.
        .filter((name) => name < "zz-closed")
        .filter((name) => traits.some((trait) => String(at(extraValues, ...path, name)).includes(trait)))
        .map((name) => undoneBy(path, name, snippet)),
    ),
  ];
}
