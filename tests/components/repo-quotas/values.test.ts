import { repoQuotaValues } from "../../../components/repo-quotas/values";

test("quotas of repositories stand where BinderHub looks for them, in their order", () => {
  const quotas = [
    { pattern: "^mygroup/", quota: 50 },
    { pattern: "^mygroup/workshop", quota: 200 },
  ];
  expect(repoQuotaValues(quotas)).toStrictEqual({
    config: {
      GitHubRepoProvider: {
        spec_config: [
          { pattern: "^mygroup/", config: { quota: 50 } },
          { pattern: "^mygroup/workshop", config: { quota: 200 } },
        ],
      },
    },
  });
});

test("no quota of a repository is no value", () => {
  expect(repoQuotaValues(undefined)).toStrictEqual({});
});
