import { gateSettings } from "../../../components/private-repositories/values";
import { repositoryValues } from "../../../components/repositories/values";
import { serverValues } from "../../../components/repositories/servers";
import { composeValues } from "../../../components/chart/compose";
import { sources } from "../../../components/repositories/sources";
import { type Edits, settingsOf } from "../../stack/stack";
import { askBinderHub, withBinderHub } from "../../upstream/binderhub";
import { encrypted, hostKey, stack, type stacks } from "./stacks";

/** Which links the gate looks at, and how BinderHub compares: its rules stand in the place of an allow list. */
async function looksAt(type: keyof typeof stacks, edits: Edits, links: readonly string[]): Promise<string[]> {
  const { rules } = gateSettings(settingsOf(stack(type, edits), encrypted)) as { rules: Record<string, string[]> };
  const traits = Object.values(sources).map(({ prefix, provider }) => {
    const own = rules[prefix] ?? [];
    return [provider, own.length === 0 ? { banned_specs: [".*"] } : { allowed_specs: own }] as const;
  });
  const { answers } = await askBinderHub({ config: Object.fromEntries(traits) }, links);
  return links.filter((_link, index) => answers[index]?.is === "built");
}

const patterns = (...list: string[]): Edits => ({ "privateRepositories.repositories": list });

withBinderHub("BinderHub's own code", () => {
  test("takes a GitHub App's repositories for private, and none that only look like them", async () => {
    const own = ["gh/mygroup/course/HEAD", "gh/MyGroup/course.git/main", "gh/mygroup/course/feature/x"];
    const others = [
      "gh/mygroup2/course/HEAD",
      "gh/other/mygroup/course",
      "gh/mygroup/../other/course",
      "gh/%6Dygroup/course/HEAD",
      "gl/mygroup%2Fcourse/HEAD",
      "git/https%3A%2F%2Fgithub.com%2Fmygroup%2Fcourse/HEAD",
      "gist/mygroup/0123456789abcdef",
    ];
    expect(await looksAt("githubApp", {}, [...own, ...others])).toEqual(own);
  });

  test("takes a token's repositories for private by both ways, encrypted alone, at their server alone", async () => {
    const own = [
      "gl/team%2Fcourse/HEAD",
      "gl/team%2Fsub%2Fcourse/HEAD",
      "git/https%3A%2F%2Fgitlab.com%2Fteam%2Fcourse.git/HEAD",
    ];
    const others = [
      "gl/teammates%2Fcourse/HEAD",
      "gl/team%2F..%2Fother%2Fx/HEAD",
      "gh/team/course/HEAD",
      "git/http%3A%2F%2Fgitlab.com%2Fteam%2Fcourse/HEAD",
      "git/https%3A%2F%2Fgitlab.com.evil.org%2Fteam%2Fcourse/HEAD",
      "git/https%3A%2F%2Fgitlab.com%40evil.org%2Fteam%2Fcourse/HEAD",
      "git/https%3A%2F%2Fevil.org%2Fgitlab.com%2Fteam%2Fcourse/HEAD",
      "git/https%3A%2F%2Fgitlab.com%3A444%2Fteam%2Fcourse/HEAD",
      "git/https%3A%2F%2Fx%3Ay%40gitlab.com%2Fteam%2Fcourse/HEAD",
      "git/git%40gitlab.com%3Ateam%2Fcourse/HEAD",
    ];
    expect(await looksAt("token", patterns("gitlab.com/team/*"), [...own, ...others])).toEqual(own);
  });

  test("takes addresses of SSH for private, at their server and port alone", async () => {
    const own = [
      "git/git%40git.example.org%3Ateam%2Fcourse/HEAD",
      "git/git@git.example.org:team%2Fcourse.git/HEAD",
      "git/ssh%3A%2F%2Fgit%40git.example.org%2Fteam%2Fsub%2Fcourse/HEAD",
    ];
    const others = [
      "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fcourse/HEAD",
      "git/git%40git.example.org%3Aother%2Fcourse/HEAD",
      "git/git%40git.example.org%3Ateam%2F..%2Fother%2Fx/HEAD",
      "git/git%40git.example.org.evil.org%3Ateam%2Fcourse/HEAD",
      "git/git%40evil.org%3Agit.example.org%2Fteam%2Fcourse/HEAD",
      "git/ssh%3A%2F%2Fgit.example.org%40evil.org%2Fteam%2Fcourse/HEAD",
      "git/ssh%3A%2F%2Fgit%40evil.org%2Fgit%40git.example.org%3Ateam%2Fcourse/HEAD",
      "git/ssh%3A%2F%2Fgit%40git.example.org%3A2222%2Fteam%2Fcourse/HEAD",
      "git/-x%40git.example.org%3Ateam%2Fcourse/HEAD",
      "git/-oProxyCommand%3Dx%40git.example.org%3Ateam%2Fcourse/HEAD",
    ];
    expect(await looksAt("sshKey", {}, [...own, ...others])).toEqual(own);
  });

  test("takes a port of its own in an address of SSH", async () => {
    const edits = {
      ...patterns("git.example.org:2222/team/*"),
      "privateRepositories.knownHosts": [hostKey("[git.example.org]:2222")],
    };
    const own = ["git/ssh%3A%2F%2Fgit%40git.example.org%3A2222%2Fteam%2Fcourse/HEAD"];
    const others = [
      "git/ssh%3A%2F%2Fgit%40git.example.org%2Fteam%2Fcourse/HEAD",
      "git/git%40git.example.org%3A2222%2Fteam%2Fcourse/HEAD",
      "git/git%40git.example.org%3Ateam%2Fcourse/HEAD",
    ];
    expect(await looksAt("sshKey", edits, [...own, ...others])).toEqual(own);
  });

  test("takes all of the login's server for what may be private to people, and nothing elsewhere", async () => {
    const own = ["gh/anybody/anything/HEAD"];
    const others = [
      "gl/anybody%2Fanything/HEAD",
      "git/https%3A%2F%2Fgithub.com%2Fa%2Fb/HEAD",
      "gist/a/0123456789abcdef",
    ];
    expect(await looksAt("perUser", {}, [...own, ...others])).toEqual(own);
  });

  test("asks servers of one's own, where the settings name them", async () => {
    const servers = { githubHost: "github.example.org", gitlabHost: "git.example.org:8443" };
    const values = composeValues([
      serverValues(servers),
      repositoryValues({
        repositories: { allowed: ["github.example.org/a/*", "git.example.org:8443/b/*"] },
        limits: {},
        hosts: { github: servers.githubHost, gist: "gist.github.com", gitlab: servers.gitlabHost },
      }),
    ]);
    const { answers } = await askBinderHub(values, ["gh/a/x/HEAD", "gl/b%2Fx/HEAD", "gh/b/x/HEAD"]);
    expect(answers.map(({ is, url }) => url ?? is)).toEqual([
      "https://github.example.org/a/x",
      "https://git.example.org:8443/b/x.git",
      "banned",
    ]);
  });
});
