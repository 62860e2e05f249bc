import { type Row } from "../../stack/row";

const key = "binderhub:repoQuotas";

/** What is wrong with quotas of some repositories. */
export const repoQuotaRows: readonly Row[] = [
  ["a quota outside a list", { repoQuotas: { pattern: "^a/", quota: 1 } }, key, /a list of \{ pattern, quota \}/],
  ["quotas of no repository", { repoQuotas: [] }, key, /at least one \{ pattern, quota \}/],
  ["a quota without pattern", { repoQuotas: [{ quota: 1 }] }, `${key}[0].pattern`, /regular expression/],
  ["a pattern without quota", { repoQuotas: [{ pattern: "^a/" }] }, `${key}[0].quota`, /is missing/],
  ["a quota's pattern that does not compile", quota({ pattern: "(" }), `${key}[1].pattern`, /that compiles/],
  ["a quota below none", quota({ quota: -1 }), `${key}[1].quota`, /whole number from 0/],
  ["a quota of BinderHub's form", quota({ config: { quota: 9 } }), `${key}[1].config`, /not a setting/],
];

function quota(entry: object) {
  return {
    repoQuotas: [
      { pattern: "^a/", quota: 1 },
      { pattern: "^b/", quota: 2, ...entry },
    ],
  };
}
