import { type Concept } from "../concept";
import { repoQuotas as list } from "./settings";
import { repoQuotaValues } from "./values";

/** Quotas of some repositories. */
export const repoQuotas = {
  settings: { repoQuotas: list },
  values: (settings) => repoQuotaValues(settings.repoQuotas),
} satisfies Concept;
