import * as z from "zod";
import { group, text, wholeNumber } from "../../settings/names";
import { type DeepReadonly } from "../../settings/settings";

/** A Python regular expression, for BinderHub. A pattern that JavaScript refuses is certainly wrong for Python too. */
const pattern = text(/\S/, "a regular expression").refine((source) => {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}, "a regular expression that compiles");

/** The setting `binderhub:repoQuotas`: quotas of some repositories, such as that of a workshop. */
export const repoQuotas = z
  .array(
    group({
      pattern: pattern.meta({
        description: "GitHub repositories, as a regular expression over `owner/repository/ref`.",
        example: "^mygroup/workshop",
      }),
      quota: wholeNumber(0, 100_000).meta({
        description: "Number of servers of each of these repositories that may run at the same time.",
        example: 200,
      }),
    }),
    { error: "a list of { pattern, quota }" },
  )
  .min(1, "at least one { pattern, quota }, or left out")
  .optional()
  .meta({
    description:
      "Quotas of some GitHub repositories: a list of patterns, as in `limits.highQuotaRepos`, each with its `quota`. They replace `limits.repoQuota` and `limits.highQuota`. If several patterns fit, the last one counts.",
    example: [{ pattern: "^mygroup/workshop", quota: 200 }],
  });

declare module "../../settings/settings" {
  interface Settings {
    readonly repoQuotas?: DeepReadonly<z.output<typeof repoQuotas>>;
  }
}
