import { repositoriesPart } from "../../convert/repositories";

const patternOf = (provider: string, spec: string) => {
  const { claims } = repositoriesPart({ config: { [provider]: { banned_specs: [spec] } } });
  const fate = claims[0]?.[1];
  return fate?.kind === "setting" ? fate.value : undefined;
};

test.each([
  ["GitHubRepoProvider", "^mygroup/.*", "github.com/mygroup/*"],
  ["GitHubRepoProvider", "^mygroup/", "github.com/mygroup/*"],
  ["GitHubRepoProvider", "^mygroup/course.*", "github.com/mygroup/course*"],
  ["GitHubRepoProvider", "^mygroup/course/.*", "github.com/mygroup/course"],
  ["GitLabRepoProvider", "^mygroup%2F.*", "gitlab.com/mygroup/*"],
  ["GitRepoProvider", "^(git|https?)%3A%2F%2Fgit.example.org%2Fmygroup%2F.*", "git.example.org/mygroup/*"],
])("of %s, %s is the pattern %s", (provider, spec, pattern) => {
  expect(patternOf(provider, spec)).toEqual([pattern]);
});

test.each([
  ["GitHubRepoProvider", "mygroup"],
  ["GitHubRepoProvider", "^mygroup"],
  ["GitHubRepoProvider", "^(a|b)/.*"],
  ["GitLabRepoProvider", ".*%2Fminer.*"],
])("of %s, %s is more than a pattern says", (provider, spec) => {
  expect(patternOf(provider, spec)).toBeUndefined();
});
