import { removeCommand } from "../../settings/problems";
import { rule } from "../../settings/question";
import { type Concept } from "../concept";
import { nodes as group } from "./settings";
import { nodeValues } from "./values";

const key = "binderhub:nodes";

/** Which nodes of a cluster that is there the hub runs on. */
export const nodes = {
  settings: {
    nodes: group.optional().meta({
      description: "Which nodes the hub runs on (platform `existing`; in Azure, `azure.pools` decides).",
    }),
  },
  rules: [
    rule(["nodes", "platform"], ({ nodes: chosen, platform }) =>
      chosen !== undefined && platform === "azure"
        ? [
            {
              key,
              rule: "is for a cluster that is there: in Azure, azure.pools makes the nodes, and decides what runs on them",
              mend: removeCommand(key),
            },
          ]
        : [],
    ),
  ],
  values: (settings) => nodeValues(settings.nodes),
} satisfies Concept;
