import { type Concept } from "../concept";
import { binderPath } from "../address/urls";
import { Branding } from "./branding";
import { pictures } from "./pictures";
import { brandingRules } from "./rules";
import { branding as group } from "./settings";
import { warning } from "../../settings/question";

/** How the Binder page looks. */
export const branding = {
  settings: { branding: group.prefault({}).meta({ description: "How the Binder page looks." }) },
  completions: [pictures],
  rules: brandingRules,
  warnings: [
    warning(["branding"], ({ branding: { pages } }) =>
      pages?.branch === undefined
        ? []
        : [
            `branding.pages.branch: each time the pod starts, it takes the newest pages of the branch ${pages.branch}. A commit or a tag does not change by itself.`,
          ],
    ),
  ],
  values: ({ branding, pictures: urls, exposure }, { home: { prefix, parent } }) =>
    Object.keys(branding).length === 0
      ? {}
      : new Branding(`${prefix}branding`, { branding, pictures: urls, basePath: binderPath(exposure) }, { parent })
          .values,
} satisfies Concept;
