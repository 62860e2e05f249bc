import { composeValues } from "../chart/compose";
import { type Concept } from "../concept";
import { repositoryRules, repositoryWarnings } from "./rules";
import { repositories as group } from "./settings";
import { serverValues } from "./servers";
import { sourceHosts } from "./sources";
import { repositoryValues } from "./values";

/** What may be launched, and from where. */
export const repositories = {
  settings: {
    repositories: group.prefault({}).meta({ description: "Which repositories may be launched, and from where." }),
  },
  rules: repositoryRules,
  warnings: repositoryWarnings,
  values: ({ repositories, limits, extraValues }) =>
    composeValues([
      serverValues(repositories),
      repositoryValues({ repositories, limits, hosts: sourceHosts(extraValues, repositories) }),
    ]),
} satisfies Concept;
