import { type Concept } from "../concept";
import { hubLosses } from "./losses";
import { namespace } from "./settings";

/** The hub itself. */
export const hub = {
  settings: { namespace },
  secrets: {
    githubApiToken: {
      description: "GitHub token without scopes: 5,000 requests an hour to find repositories, instead of 60.",
    },
  },
  losses: hubLosses,
} satisfies Concept;
