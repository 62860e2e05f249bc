import * as pulumi from "@pulumi/pulumi";
import { rule } from "../../settings/question";
import { type Concept } from "../concept";
import { composeValues } from "../chart/compose";
import { closedMessage, closingValues } from "./closing";
import { staysClosed } from "./closing-rules";
import { hubFacts } from "./facts";
import { nobodyIsCalledSo, serviceStays } from "./rules";
import { repositoryProblems } from "./repository";
import { operate as group } from "./settings";
import { serviceValues } from "./service";

/** What `npm run hub` needs of the hub, and whether the hub is open. */
export const operate = {
  settings: { operate: group.prefault({}).meta({ description: "What `npm run hub` needs of the hub." }) },
  rules: [
    rule(["operate", "repositories", "limits", "extraValues"], repositoryProblems),
    rule(["operate", "auth"], nobodyIsCalledSo),
    rule(["operate", "auth", "extraValues"], serviceStays),
    rule(["auth", "extraValues"], staysClosed),
  ],
  values: (settings, { tokens }) =>
    composeValues([closingValues(settings), tokens.check === undefined ? {} : serviceValues(tokens.check)]),
  inNamespace: (settings, _context, inside) => [closedMessage(settings, inside)],
  outputs: (settings, { urls, ip, binderIp, checkToken }) => ({
    // One line, as everything in a secret is hidden.
    operate: pulumi.secret(
      pulumi
        .all([urls, ip, binderIp, checkToken])
        .apply(([made, hub, binder, token]) => hubFacts(settings, { urls: made, ip: hub, binderIp: binder, token })),
    ),
  }),
} satisfies Concept;
