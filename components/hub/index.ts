import { databaseBill } from "./bill";
import { type Concept } from "../concept";
import * as pulumi from "@pulumi/pulumi";
import { nextSteps } from "./next-steps";
import { hubLosses } from "./losses";
import { githubTokenRule } from "./github-token";
import { namespace } from "./settings";

/** The hub itself. */
export const hub = {
  settings: { namespace },
  secrets: {
    githubApiToken: {
      description:
        "GitHub token without scopes. With it, the hub may send GitHub 5,000 requests an hour to find repositories, instead of 60.",
    },
  },
  rules: [githubTokenRule],
  losses: hubLosses,
  outputs: (settings, { urls, ip }) => ({
    namespace: settings.namespace,
    nextSteps: pulumi.all([urls.binder, ip]).apply(([url, address]) => nextSteps(settings, url, address)),
  }),
  bill: databaseBill,
} satisfies Concept;
