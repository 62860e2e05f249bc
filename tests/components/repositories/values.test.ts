import { sourceHosts } from "../../../components/repositories/sources";
import { repositoryValues } from "../../../components/repositories/values";
import { check, edited, type Edits } from "../../stack/stack";

const values = (repositories: object, limits: object = {}) =>
  repositoryValues({ repositories, limits, hosts: sourceHosts({}) });

test("nothing is set where nothing is said: every source is open, as in BinderHub", () => {
  expect(values({})).toStrictEqual({});
});

test("an allow list leaves one source, by a line of Python, and locks the others as well", () => {
  const { config, extraConfig } = values({ allowed: ["github.com/mygroup/*"] });
  expect(extraConfig).toStrictEqual({
    "00-repository-sources":
      'from binderhub.repoproviders import GitHubRepoProvider\nc.BinderHub.repo_providers = {\n    "gh": GitHubRepoProvider,\n}\n',
  });
  const locked = Object.entries(config ?? {}).filter(([provider]) => provider !== "GitHubRepoProvider");
  expect(locked).toHaveLength(8);
  for (const [, traits] of locked) expect(traits).toMatchObject({ banned_specs: [".*"] });
});

test("an older list stays what it is, over GitHub's own form", () => {
  const { config } = values({}, { allowedRepos: ["^mygroup/"], highQuotaRepos: ["^mygroup/big/"] });
  expect(config?.GitHubRepoProvider).toStrictEqual({
    allowed_specs: ["^mygroup/"],
    high_quota_specs: ["^mygroup/big/"],
  });
});

test("gists do not inherit what is said of GitHub's repositories", () => {
  const { config } = values({ sources: ["github", "gist"], allowed: ["github.com/a/*", "gist.github.com/*"] });
  expect(config?.GistRepoProvider?.allowed_specs).not.toEqual(config?.GitHubRepoProvider?.allowed_specs);
});

test("a ban of all but one organisation is warned about: other sources stay open", () => {
  const { warnings } = check(edited({ "limits.bannedRepos": ["^(?!myorg\\/.*).*$"] })) as {
    warnings?: readonly string[];
  };
  expect(warnings).toContainEqual(expect.stringMatching(/leaves the other sources open/));
});

test("a list in extra values is warned about: it leaves other doors open", () => {
  const edits: Edits = { "extraValues.config.GitHubRepoProvider.banned_specs": ["^somebody/miner"] };
  const { warnings } = check(edited(edits)) as { warnings?: readonly string[] };
  expect(warnings).toContainEqual(
    expect.stringMatching(/^extraValues\.config\.GitHubRepoProvider\.banned_specs: .*repositories\.banned/),
  );
});

test("a star is no more than a name can have, so that no link takes long to compare", () => {
  const [spec = ""] = values({ banned: ["github.com/mygroup/*-*-*"] }).config?.GitHubRepoProvider?.banned_specs ?? [];
  const isBanned = (name: string) => new RegExp(spec, "i").test(`mygroup/${name}/HEAD`);
  expect(spec.replace("(?i)", "")).not.toMatch(/\]\*-/);
  expect([isBanned("a-b-c"), isBanned("a".repeat(255) + "-b-c"), isBanned("%41".repeat(255) + "-b-c")]).toEqual([
    true,
    true,
    true,
  ]);
});
