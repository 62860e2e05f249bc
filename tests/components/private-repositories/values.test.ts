import { type Input } from "@pulumi/pulumi";
import { gateSettings, privateRepositoryValues } from "../../../components/private-repositories/values";
import { composeValues } from "../../../components/chart/compose";
import { authValues } from "../../../components/login/values";
import { type Edits, settingsOf } from "../../stack/stack";
import { encrypted, hostKey, stack, type stacks } from "./stacks";

const settings = (type: keyof typeof stacks, edits: Edits = {}) => settingsOf(stack(type, edits), encrypted);
const values = (type: keyof typeof stacks, edits: Edits = {}) => privateRepositoryValues(settings(type, edits));
const gate = (type: keyof typeof stacks, edits: Edits = {}) => gateSettings(settings(type, edits));

const hosts = { github: "github.com", gitlab: "gitlab.com" };
const everywhere = { hosts, github_api: "https://api.github.com", image_prefix_marker: "private-" };
const noDots = "(?!.*(?:/|%2F)\\.{1,2}(?:/|%2F|$))";
const name = "[\\w.~+-]";
const gitlab = {
  "auth.type": "gitlab",
  "auth.url": "https://gitlab.example.org",
  "repositories.gitlabHost": "gitlab.example.org",
};

test("nothing is set where no repository is private", () => {
  expect(values("perUser", { privateRepositories: undefined })).toStrictEqual({});
});

describe("the gate is told", () => {
  test("of a GitHub App: its number, and GitHub's repositories alone", () => {
    expect(gate("githubApp")).toStrictEqual({
      ...everywhere,
      type: "githubApp",
      source: null,
      rules: { gh: [`${noDots}mygroup/${name}+(?:/${name}+)*(?:\\.git)?/`], gl: [], git: [] },
      app_id: 123_456,
    });
  });

  test("of a token: its user, and the ways to its server", () => {
    expect(
      gate("token", {
        "privateRepositories.username": "deploy",
        "privateRepositories.repositories": ["gitlab.com/a/b"],
      }),
    ).toStrictEqual({
      ...everywhere,
      type: "token",
      source: null,
      rules: {
        gh: [],
        gl: [`${noDots}a%2Fb/`],
        git: [`${noDots}https(?::|%3A)(?:/|%2F){2}gitlab\\.com%2Fa%2Fb(?:\\.git)?(?:%2F)?/`],
      },
      username: "deploy",
    });
  });

  test("of a key for SSH: whom to trust, and addresses of SSH alone", () => {
    const { rules, ...others } = gate("sshKey", {
      "privateRepositories.knownHosts": [hostKey("git.example.org"), hostKey("[git.example.org]:2222")],
    }) as { rules: Record<string, string[]> };
    expect(others).toStrictEqual({
      ...everywhere,
      type: "sshKey",
      source: null,
      known_hosts: `${hostKey("git.example.org")}\n${hostKey("[git.example.org]:2222")}\n`,
    });
    expect(rules).toMatchObject({ gh: [], gl: [], git: [expect.stringContaining("ssh(?::|%3A)")] });
    expect(rules.git?.join()).not.toContain("http");
  });

  test("of people's own rights: all of GitHub, where they log in there", () => {
    expect(gate("perUser")).toStrictEqual({
      ...everywhere,
      type: "perUser",
      source: "github",
      rules: { gh: [`${noDots}${name}+(?:/${name}+)*(?:\\.git)?/`], gl: [], git: [] },
    });
  });

  test("of people's own rights: all of a GitLab server of one's own", () => {
    expect(gate("perUser", gitlab)).toStrictEqual({
      ...everywhere,
      hosts: { github: "github.com", gitlab: "gitlab.example.org" },
      type: "perUser",
      source: "gitlab",
      rules: { gh: [], gl: [`${noDots}${name}+(?:%2F${name}+)*/`], git: [] },
    });
  });

  test.each([
    ["a server of one's own", "github.example.org", "https://github.example.org/api/v3"],
    ["data residency", "mygroup.ghe.com", "https://api.mygroup.ghe.com"],
  ])("where GitHub's API is, with %s", (_what, host, api) => {
    const own = { "auth.url": `https://${host}`, "repositories.githubHost": host };
    expect(gate("perUser", own)).toMatchObject({ hosts: { github: host }, github_api: api });
  });
});

/** What the last line of a piece of configuration gives to the function that it calls. */
function toldBy(code?: Input<string>): readonly [name: string, settings: unknown] {
  const [, name = "", text = ""] =
    /^(\w+)\(c, json\.loads\((".*")\)\)$/.exec(
      (typeof code === "string" ? code : "").trimEnd().split("\n").at(-1) ?? "",
    ) ?? [];
  return [name, JSON.parse(JSON.parse(text) as string)];
}

describe("pieces of configuration", () => {
  test("end with a line in which Python reads what JSON wrote", () => {
    const { extraConfig, jupyterhub } = values("githubApp");
    expect(toldBy(extraConfig?.["zz-private-repositories"])).toEqual(["private_repositories", gate("githubApp")]);
    expect(toldBy(jupyterhub?.hub?.extraConfig?.["zz-private-images"])).toEqual([
      "private_images",
      { image_prefix_marker: "private-" },
    ]);
  });

  test("come after those of the program and of the chart", () => {
    const { extraConfig, jupyterhub } = values("githubApp");
    const names = [...Object.keys(extraConfig ?? {}), ...Object.keys(jupyterhub?.hub?.extraConfig ?? {})];
    for (const earlier of ["00-repository-sources", "0-binderspawnermixin", "00-binder"])
      expect(names.filter((one) => one < earlier)).toEqual([]);
    expect(names).toHaveLength(2);
  });
});

describe("people's tokens", () => {
  const hubOf = (edits: Edits = {}) => {
    const asked = settings("perUser", edits);
    const login = authValues(asked.auth, { hubCallback: "a", binderCallback: "b", secret: "c" });
    return composeValues([login, privateRepositoryValues(asked)]).jupyterhub?.hub?.config;
  };

  test("are kept, and no type but this one keeps them", () => {
    expect(hubOf()?.Authenticator).toEqual({ enable_auth_state: true, auth_refresh_age: 60 });
    for (const type of ["githubApp", "token", "sshKey"] as const)
      expect(values(type).jupyterhub?.hub).not.toHaveProperty("config");
  });

  test("of a GitHub App need no scope", () => {
    expect(hubOf()?.GitHubOAuthenticator).not.toHaveProperty("scope");
  });

  test("of an OAuth app have the scope that reads, beside the one that shows organisations", () => {
    const app = { "auth.clientId": "Ov23liabcdef" };
    expect(hubOf(app)?.GitHubOAuthenticator?.scope).toEqual(["repo"]);
    const organisations = { ...app, "auth.allowedOrganizations": ["mygroup"] };
    expect(hubOf(organisations)?.GitHubOAuthenticator?.scope).toEqual(["read:org", "repo"]);
  });

  test("of GitLab may read the API and repositories, and write nothing", () => {
    expect(hubOf(gitlab)?.GitLabOAuthenticator?.scope).toEqual(["read_user", "read_api", "read_repository"]);
  });
});

describe("with a key for SSH", () => {
  test("an allow list lets the private repositories in by SSH too, and no others", () => {
    const allowed = ["git.example.org/team/course", "git.lab.org/x/y"];
    const specs = values("sshKey", { "repositories.allowed": allowed }).config?.GitRepoProvider?.allowed_specs ?? [];
    expect(specs.filter((spec) => spec.includes("https("))).toHaveLength(2);
    expect(specs.filter((spec) => spec.includes("ssh("))).toEqual([expect.stringContaining("course")]);
  });
});
