import { type StackConfig, check, edited, type Edits, goodStack } from "../../stack/stack";
import { deployed } from "../deployed";
import { secret } from "../../../sandbox/wire";
import { at } from "../../../settings/untyped";

const key = "binderhub:extraSecretValues";
const encrypted = ["binderhub:registryPassword", key];
const problems = (text: string, edits: Edits = {}, base: StackConfig = goodStack) =>
  check(edited({ ...edits, extraSecretValues: text }, base), encrypted).problems;

describe("secret values", () => {
  test("are merged over extra values, each a secret, and what stands beside them is none", async () => {
    const extraValues = { extraEnv: { A: "1", B: "2" }, replicas: 2 };
    const { named } = await deployed({
      extraValues,
      extraSecretValues: "extraEnv: {B: hush-hush}\nconfig: {GitLabRepoProvider: {private_token: glpat-canary}}",
    });
    const values = (...path: string[]) => at(named("binderhub-release").inputs, "values", ...path);
    expect(values("extraEnv")).toEqual({ A: "1", B: secret("hush-hush") });
    expect(values("config", "GitLabRepoProvider")).toEqual({ private_token: secret("glpat-canary") });
    expect(values("replicas")).toBe(2);
  });

  test("may be a list of environment variables, beside the GitHub token", async () => {
    const { named } = await deployed({
      githubApiToken: "a-long-token",
      extraSecretValues: '{"extraEnv": [{"name": "PROXY", "value": "http://u:p@proxy:3128"}]}',
    });
    const variables = at(named("binderhub-release").inputs, "values", "extraEnv");
    expect(variables).toHaveLength(2);
    expect(variables).toMatchObject([{ value: secret("http://u:p@proxy:3128") }, { name: "GITHUB_ACCESS_TOKEN" }]);
  });

  test.each<readonly [string, string, RegExp]>([
    ["a text", "hush-hush", /must be values of the chart/],
    ["a list", "[1]", /must be values of the chart/],
    ["broken YAML", "{a: hush-hush", /must be values of the chart/],
    ["a key that the chart does not have", "{quark: hush-hush}", /holds quark, which is not a setting/],
    ["what the program decides", "{config: {BinderHub: {hub_url: hush-hush}}}", /holds config\.BinderHub\.hub_url/],
    ["a branch taken away", "{config: null}", /holds config, which must be an object/],
  ])("are not %s, and are not shown", (_name, text, rule) => {
    const found = problems(text);
    expect(found.map((problem) => [problem.key, problem.rule])).toEqual([[key, expect.stringMatching(rule)]]);
    expect(JSON.stringify(found)).not.toContain("hush-hush");
  });

  test("are the same set one by one, which is an object in the stack's file", async () => {
    const { named } = await deployed({ extraSecretValues: { extraEnv: { B: "hush-hush" } } });
    expect(at(named("binderhub-release").inputs, "values", "extraEnv")).toEqual({ B: secret("hush-hush") });
  });

  test("in plain text are refused as any secret", () => {
    const { problems } = check(edited({ extraSecretValues: "{a: hush-hush}" }));
    expect(problems.map((problem) => problem.key)).toContain(key);
    expect(JSON.stringify(problems)).not.toContain("hush-hush");
  });

  test.each([
    ["GitLab's token", "{config: {GitLabRepoProvider: {private_token: glpat-aaaaaaaaaaaaaaaaaaaa}}}"],
    ["the hub's database", "{jupyterhub: {hub: {db: {type: postgres, url: 'postgresql://u:p@db/x', password: pw}}}}"],
    [
      "a certificate's key",
      "{jupyterhub: {hub: {extraFiles: {key: {mountPath: /k, stringData: '-----BEGIN PRIVATE KEY-----'}}}}}",
    ],
    ["nothing", "{}"],
    ["JSON", '{"extraEnv": {"TOKEN": "x"}}'],
  ])("take %s", (_name, text) => {
    expect(problems(text)).toEqual([]);
  });
});
