import { composeValues } from "../../../components/chart/compose";
import { githubTokenValues } from "../../../components/hub/github-token";
import { check, edited } from "../../stack/stack";

const reference = { valueFrom: { secretKeyRef: { name: "github-token", key: "token" } } };
const over = (below: Record<string, unknown>) => composeValues([below, githubTokenValues("github-token", below)]);

test("the GitHub token is a reference to its Secret, and no credential for Git", () => {
  expect(githubTokenValues("github-token")).toStrictEqual({
    config: { GitHubRepoProvider: { git_credentials: "" } },
    extraEnv: { GITHUB_ACCESS_TOKEN: reference },
  });
});

describe("what the user sets stays:", () => {
  test("environment variables by name", () => {
    expect(over({ extraEnv: { MINE: "1" } }).extraEnv).toEqual({ MINE: "1", GITHUB_ACCESS_TOKEN: reference });
  });

  test("environment variables as a list", () => {
    expect(over({ extraEnv: [{ name: "MINE", value: "1" }] }).extraEnv).toEqual([
      { name: "MINE", value: "1" },
      { name: "GITHUB_ACCESS_TOKEN", ...reference },
    ]);
  });

  test("other traits of the provider", () => {
    const below = { config: { GitHubRepoProvider: { hostname: "git.example.org" } } };
    expect(over(below).config?.GitHubRepoProvider).toEqual({ hostname: "git.example.org", git_credentials: "" });
  });

  test("credentials for Git of their own", () => {
    const below = { config: { GitHubRepoProvider: { git_credentials: "username=x\\npassword=y" } } };
    expect(over(below).config?.GitHubRepoProvider?.git_credentials).toBe("username=x\\npassword=y");
  });
});

test.each([
  ["null in place of the credentials", { config: { GitHubRepoProvider: { git_credentials: null } } }],
  ["null in place of the provider", { config: { GitHubRepoProvider: null } }],
])("%s does not bring the token back", (_name, below) => {
  expect(over(below).config?.GitHubRepoProvider?.git_credentials).toBe("");
});

test.each([
  ["by name", { GITHUB_ACCESS_TOKEN: { valueFrom: {} } }, ".GITHUB_ACCESS_TOKEN"],
  [
    "in a list",
    [
      { name: "A", value: "1" },
      { name: "GITHUB_ACCESS_TOKEN", valueFrom: {} },
    ],
    "[1]",
  ],
])("a variable of the same name beside the token is refused: %s", (_name, extraEnv, step) => {
  const stack = edited({ githubApiToken: "a-long-token", extraValues: { extraEnv } });
  const { problems } = check(stack, ["binderhub:registryPassword", "binderhub:githubApiToken"]);
  expect(problems.map(({ key }) => key)).toEqual([`binderhub:extraValues.extraEnv${step}`]);
});
