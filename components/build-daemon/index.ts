import { type Concept } from "../concept";
import { buildDaemonRules } from "./rules";
import { buildDaemon as group } from "./settings";
import { buildDaemonValues } from "./values";

/** The daemon that builds images on each node. */
export const buildDaemon = {
  settings: {
    buildDaemon: group.prefault({}).meta({ description: "The daemon that builds images on each node." }),
  },
  rules: buildDaemonRules,
  values: (settings) => buildDaemonValues(settings.buildDaemon, settings.builder),
} satisfies Concept;
