import * as pulumi from "@pulumi/pulumi";
import { sure } from "../../settings/refusal";
import { versions } from "../../settings/versions";
import { mountedMap } from "../chart/mounted-map";
import { composeValues } from "../chart/compose";
import { type Concept } from "../concept";
import { factsOf } from "../operate/facts-output";
import { at } from "../../settings/untyped";
import { guardRules } from "./guard";
import { maintenanceInWords } from "./maintenance-words";
import { scheduleRules, scheduleWarnings } from "./rules";
import { ScheduledSleep } from "./scheduled-sleep";
import { schedule as group } from "./settings";
import { stateMap } from "./names";
import { folder, serviceValues, sleepValues } from "./values";
import { hoursInWords } from "./words";

/** When the hub is open, and sleeps: at night, nodes for people and builds go to zero. */
export const schedule = {
  settings: {
    schedule: group.optional().meta({ description: "When the hub is open. Default: always." }),
  },
  rules: [...scheduleRules, ...guardRules],
  warnings: scheduleWarnings,
  values: ({ auth, schedule: own, scheduling }, { tokens }) =>
    own === undefined
      ? {}
      : composeValues([
          sleepValues({ auth, schedule: own }),
          serviceValues(sure(tokens.schedule, "token")),
          scheduling.placeholders === 0
            ? {}
            : { jupyterhub: { scheduling: { userPlaceholder: { enabled: true, replicas: 0 } } } },
        ]),
  inNamespace({ auth, schedule: own }, _context, { values }) {
    if (own === undefined) return [];
    const map = { name: stateMap, folder };
    const hub = auth.type === "none" ? {} : { jupyterhub: { hub: mountedMap(at(values, "jupyterhub", "hub"), map) } };
    // The job makes the ConfigMap. Without it, the hub is open.
    return [{ values: { ...mountedMap(values, map), ...hub } }];
  },
  afterRelease(settings, made, { name, namespace, cluster, values, opts }, { tokens }) {
    const { schedule: own, place, scheduling } = settings;
    if (own === undefined) return;
    const { deletedWith: goesWith, ...others } = opts;
    const token = sure(tokens.schedule, "token");
    new ScheduledSleep(
      `${name}-schedule`,
      {
        ...{ namespace, values, goesWith, cluster, wakeOnVisit: own.wakeOnVisit },
        image: settings.operate.image ?? versions.checkImage.is,
        pools: place.platform === "azure" ? place.pools : {},
        placeholders: scheduling.placeholders > 0,
        facts: pulumi
          .all([factsOf(settings, made), token])
          .apply(([facts, secret]) => ({ facts, stack: pulumi.getStack(), token: secret })),
      },
      others,
    );
  },
  outputs: ({ schedule: own, place }) =>
    own === undefined
      ? {}
      : {
          schedule: [
            hoursInWords(own),
            ...(place.platform === "azure" ? [`maintenance ${maintenanceInWords(place.maintenance)}`] : []),
          ].join("; "),
        },
} satisfies Concept;
