import { warning } from "../../settings/question";
import { type Concept } from "../concept";
import { proxyCertificate } from "./certificate";
import { nodeNotices } from "./nodes";
import { networkRules } from "./rules";
import { network as group } from "./settings";
import { networkValues } from "./values";

/** How everything gets out: an institution's proxy. */
export const network = {
  settings: { network: group.prefault({}).meta({ description: "How everything gets out." }) },
  completions: [proxyCertificate],
  rules: networkRules,
  warnings: [
    warning(["network", "builds"], ({ network: { certificate }, builds }) =>
      certificate !== undefined && builds.baseImage === undefined
        ? [
            "network.proxy.certificate: steps of builds do not trust it, because an image has its own certificates. Set builds.baseImage to one that has this one too (docs/stacks.md).",
          ]
        : [],
    ),
  ],
  notices: nodeNotices,
  values: ({ network: chosen, place, auth }) => networkValues(chosen, place, auth.type),
} satisfies Concept;
