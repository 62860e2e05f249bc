import { cacheLimit } from "../builds/cache";
import { type Concept } from "../concept";
import { daemonProxy } from "../network/daemon";
import { buildDaemonRules } from "./rules";
import { buildDaemon as group } from "./settings";
import { buildDaemonValues } from "./values";

/** The daemon that builds images on each node. */
export const buildDaemon = {
  settings: {
    buildDaemon: group.prefault({}).meta({ description: "The daemon that builds images on each node." }),
  },
  rules: buildDaemonRules,
  values: ({ buildDaemon: daemon, builder, builds, network, place }) =>
    buildDaemonValues(daemon, builder, [cacheLimit(builds, builder), daemonProxy(network, place, builder)]),
} satisfies Concept;
