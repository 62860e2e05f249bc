import { warning } from "../../settings/question";
import { at } from "../../settings/untyped";
import { recordedText } from "../../standing/recorded";
import { type Concept } from "../concept";
import { buildVariables, stepArguments } from "../network/values";
import { registryNames } from "../registry/names";
import { endsAsRoot } from "./dockerfile";
import { buildFiles } from "./files";
import { imageHash, withHash } from "./image-hash";
import { buildRules } from "./rules";
import { builds as group } from "./settings";
import { buildValues } from "./values";

/** How images are built. */
export const builds = {
  settings: {
    builds: group.prefault({}).meta({ description: "How images are built, and what builds may reach." }),
  },
  completions: [buildFiles],
  rules: buildRules,
  warnings: [
    warning(["builds"], ({ builds: { appendixText } }) =>
      appendixText !== undefined && endsAsRoot(appendixText)
        ? [
            "builds.appendix ends as root: files that it makes in the home folder are not the user's. End it with the line USER ${NB_USER}.",
          ]
        : [],
    ),
  ],
  notices({ builds, registry, namespace, extraValues }, recorded) {
    const own = at(extraValues, "config", "BinderHub", "image_prefix");
    // The records of older versions of this program have the registry's alone.
    const before = own === undefined ? recordedText(recorded, "registry", "imagePrefix") : undefined;
    const was = recordedText(recorded, "binderhub", "imagePrefix") ?? before;
    const ours = withHash(registryNames(registry, namespace)?.imagePrefix ?? `${registry.prefix}-`, imageHash(builds));
    const now = typeof own === "string" ? own : ours;
    return was === undefined || was === now
      ? []
      : [
          `The names of images begin with ${now} in place of ${was}: the next launch of each repository builds anew. The images of before stay in the registry, and are used again if the settings are as they were.`,
        ];
  },
  values: ({ builds, network, place, registry }, { registry: access }) =>
    buildValues(
      { builds, stepArguments: stepArguments(network, place), podVariables: buildVariables(network, place) },
      access?.imagePrefix ?? `${registry.prefix}-`,
    ),
} satisfies Concept;
