import { type Concept } from "../concept";
import { repositoryRules, repositoryWarnings } from "./rules";
import { repositories as group } from "./settings";
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
    repositoryValues({ repositories, limits, hosts: sourceHosts(extraValues) }),
} satisfies Concept;
