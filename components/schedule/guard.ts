import { type Problem, removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Asked } from "../../settings/settings";
import { at } from "../../settings/untyped";
import { piecesAfter, places, undone, undoneBy } from "../chart/guard";
import { scheduleName } from "./names";
import { serviceValues, sleepValues, snippet } from "./values";

const by = "the setting binderhub:schedule";

const decided = [
  ...places(by, [`extraConfig.${snippet}`, `jupyterhub.hub.extraConfig.${snippet}`]),
  ...places(by, [`jupyterhub.hub.services.${scheduleName}`, `jupyterhub.hub.loadRoles.${scheduleName}`], {
    sealed: true,
  }),
];

/** Where the code stands, and what a later piece must leave as it is. */
const pieces = [
  { path: ["extraConfig"], trait: "launch_quota_class" },
  { path: ["jupyterhub", "hub", "extraConfig"], trait: "spawner_class" },
] as const;

/** Rules for extra values: a hub that sleeps is not opened by them. */
export const guardRules = [rule(["schedule", "auth", "extraValues"], staysAsleep)];

function staysAsleep({ schedule, auth, extraValues }: Pick<Asked, "schedule" | "auth" | "extraValues">): Problem[] {
  if (schedule === undefined) return [];
  const own = sleepValues({ auth, schedule });
  const service = serviceValues("decided by the program");
  const replicas = ["jupyterhub", "scheduling", "userPlaceholder", "replicas"];
  return [
    ...undone(own, extraValues, decided.slice(0, 2)),
    ...undone(service, extraValues, decided.slice(2)),
    ...pieces
      .filter(({ path }) => at(own, ...path) !== undefined)
      .flatMap(({ path, trait }) =>
        piecesAfter(extraValues, path, snippet)
          // What stands after the piece that closes by hand is refused by that one's rule.
          .filter((name) => name < "zz-closed" && String(at(extraValues, ...path, name)).includes(trait))
          .map((name) => undoneBy(path, name, snippet)),
      ),
    ...(at(extraValues, ...replicas) === undefined
      ? []
      : [
          {
            key: `binderhub:extraValues.${replicas.join(".")}`,
            rule: `is set by the schedule, which keeps no places free at night: use scheduling.placeholders`,
            mend: removeCommand(`binderhub:extraValues.${replicas.join(".")}`),
          },
        ]),
  ];
}
