import * as pulumi from "@pulumi/pulumi";
import { warning } from "../../settings/question";
import { sure } from "../../settings/refusal";
import { at } from "../../settings/untyped";
import { versions } from "../../settings/versions";
import { composeValues } from "../chart/compose";
import { mountedMap } from "../chart/mounted-map";
import { factsOf } from "../operate/facts-output";
import { type Concept } from "../concept";
import { eventsBill } from "./bill";
import { poolsStay } from "./changes";
import { holderOf } from "./holder";
import { hubOf, planNames } from "./hub";
import { eventsMap } from "./names";
import { perhapsPrivate, sizesBeside } from "./repository-rules";
import { EventRoom } from "./room";
import { eventRules } from "./rules";
import { events as list } from "./settings";
import { shownEvents } from "./shown";
import { plansOf } from "./together";
import { eventValues, folder, serviceValues } from "./values";
import { hoursCount, pastAndLate, perhapsTooLittle } from "./warnings";

/** Workshops and lectures: what they need on their day, and whether it can hold. */
export const events = {
  settings: { events: list },
  rules: eventRules,
  warnings: [
    warning(["events"], (settings) => [
      ...pastAndLate(settings, new Date()),
      ...sizesBeside(settings),
      ...hoursCount(settings),
    ]),
    warning(["events", "privateRepositories", "repositories", "extraValues", "auth"], perhapsPrivate),
    warning(["events", "location", ...planNames], (settings) => perhapsTooLittle(settings, new Date())),
  ],
  changes: poolsStay,
  values: ({ events: own, ...settings }, { urls, tokens }) =>
    own === undefined
      ? {}
      : composeValues([
          eventValues({ ...settings, events: own }, urls.binder),
          serviceValues(sure(tokens.events, "token")),
        ]),
  inNamespace({ events: own }, _context, { values }) {
    if (own === undefined) return [];
    const map = { name: eventsMap, folder };
    const hub = { jupyterhub: { hub: mountedMap(at(values, "jupyterhub", "hub"), map) } };
    // It is made after the release. Without it, no event has been prepared.
    return [{ values: { ...mountedMap(values, map), ...hub } }];
  },
  afterRelease(settings, made, { name, namespace, cluster, values, opts }, { tokens }) {
    const { events: own, operate, exposure } = settings;
    if (own === undefined) return;
    const { deletedWith: goesWith, ...others } = opts;
    const token = sure(tokens.events, "token");
    const plans = plansOf(own, hubOf(settings));
    new EventRoom(
      `${name}-events`,
      {
        ...{ namespace, goesWith, cluster, trust: operate.certificates },
        image: operate.image ?? versions.checkImage.is,
        forwards: exposure.type === "clusterIP" || exposure.type === "nodePort",
        events: plans.map(([, plan]) => ({ name: plan.event.name, holder: holderOf(plan, namespace, values) })),
        facts: pulumi
          .all([factsOf(settings, made), token])
          .apply(([facts, secret]) => ({ facts, stack: pulumi.getStack(), token: secret })),
      },
      others,
    );
  },
  bill: eventsBill,
  outputs: ({ events: own, ...settings }) =>
    own === undefined ? {} : { events: shownEvents({ ...settings, events: own }) },
} satisfies Concept;
