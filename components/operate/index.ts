import * as pulumi from "@pulumi/pulumi";
import { rule } from "../../settings/question";
import { versions } from "../../settings/versions";
import { type Concept } from "../concept";
import { composeValues } from "../chart/compose";
import { closedMessage, closingValues } from "./closing";
import { staysClosed } from "./closing-rules";
import { factsOf } from "./facts-output";
import { nobodyIsCalledSo, serviceStays } from "./rules";
import { repositoryProblems } from "./repository";
import { scheduleRules, scheduleWarnings } from "./schedule-rules";
import { ScheduledCheck } from "./scheduled-check";
import { operate as group } from "./settings";
import { serviceValues } from "./service";
import { trustedIssuers } from "./trust";

/** What `npm run hub` needs of the hub, and whether the hub is open. */
export const operate = {
  settings: { operate: group.prefault({}).meta({ description: "What `npm run hub` needs of the hub." }) },
  completions: [trustedIssuers],
  rules: [
    rule(["operate", "repositories", "limits", "extraValues"], repositoryProblems),
    rule(["operate", "auth"], nobodyIsCalledSo),
    rule(["operate", "auth", "extraValues"], serviceStays),
    rule(["auth", "extraValues"], staysClosed),
    ...scheduleRules,
  ],
  warnings: scheduleWarnings,
  values: (settings, { tokens }) =>
    composeValues([closingValues(settings), tokens.check === undefined ? {} : serviceValues(tokens.check)]),
  inNamespace: (settings, _context, inside) => [closedMessage(settings, inside)],
  afterRelease(settings, made, { name, namespace, cluster, opts }) {
    const { checkEvery: every, image = versions.checkImage.is } = settings.operate;
    if (every === undefined) return;
    const facts = factsOf(settings, made).apply((known) => ({ facts: known, stack: pulumi.getStack() }));
    const { deletedWith: goesWith, ...others } = opts;
    const forwards = settings.exposure.type === "clusterIP" || settings.exposure.type === "nodePort";
    const args = { namespace, every, image, trust: settings.operate.certificates, forwards, facts, goesWith, cluster };
    new ScheduledCheck(`${name}-check`, args, others);
  },
  outputs: (settings, made) => ({ operate: factsOf(settings, made) }),
} satisfies Concept;
