import { warning } from "../../settings/question";
import { type Concept } from "../concept";
import { eventsBill } from "./bill";
import { planNames } from "./hub";
import { perhapsPrivate, sizesBeside } from "./repository-rules";
import { eventRules } from "./rules";
import { events as list } from "./settings";
import { shownEvents } from "./shown";
import { pastAndLate, perhapsTooLittle } from "./warnings";

/** Workshops and lectures: what they need on their day, and whether it can hold. */
export const events = {
  settings: { events: list },
  rules: eventRules,
  warnings: [
    warning(["events"], (settings) => [...pastAndLate(settings, new Date()), ...sizesBeside(settings)]),
    warning(["events", "privateRepositories", "repositories", "extraValues", "auth"], perhapsPrivate),
    warning(["events", "location", ...planNames], (settings) => perhapsTooLittle(settings, new Date())),
  ],
  bill: eventsBill,
  outputs: ({ events: own, ...settings }) =>
    own === undefined ? {} : { events: shownEvents({ ...settings, events: own }) },
} satisfies Concept;
