import { composeValues } from "../../../components/chart/compose";
import { githubTokenValues } from "../../../components/hub/github-token";
import { repositoryValues } from "../../../components/repositories/values";
import { sourceHosts } from "../../../components/repositories/sources";
import { askBinderHub, withBinderHub } from "../../upstream/binderhub";
import { limitsOf, repositoriesOf } from "./groups";

const miner = "https%3A%2F%2Fgithub.com%2Fsomebody%2Fminer";
const id = "8f7c2f0341ef4180b0dbe97f59130756";

interface Rules {
  readonly repositories?: object;
  readonly limits?: object;
  readonly extraValues?: Readonly<Record<string, unknown>>;
}

function ask({ repositories = {}, limits = {}, extraValues = {} }: Rules, links: readonly string[]) {
  const rules = {
    repositories: repositoriesOf(repositories),
    limits: limitsOf(limits),
    hosts: sourceHosts(extraValues),
  };
  return askBinderHub(composeValues([repositoryValues(rules)], extraValues), links);
}

/** What becomes of each link, in order. */
const fates = async (rules: Rules, links: readonly string[]) =>
  (await ask(rules, links)).answers.map((answer) => answer.is);

function all(links: readonly string[], fate: string): string[] {
  return links.map((link) => `${link}: ${fate}`);
}

async function told(rules: Rules, links: readonly string[]): Promise<string[]> {
  return (await fates(rules, links)).map((fate, index) => `${links[index] ?? ""}: ${fate}`);
}

/** Links that are all the same repository on GitHub. */
const samePlaces = [
  "gh/somebody/miner/HEAD",
  "gh/Somebody/MINER/main",
  "gh/somebody/miner.git/HEAD",
  "gh/somebody/miner.git.git/HEAD",
  "gh/some%62ody/miner/HEAD",
  "gh/somebody/mine%72/HEAD",
  "gh/somebody/miner/feature/x",
  `git/${miner}/HEAD`,
  `git/${miner}.git/HEAD`,
  `git/${miner}%2F/HEAD`,
  "git/HTTPS%3A%2F%2FGitHub.COM%2FSomebody%2FMiner/HEAD",
  "git/http%3A%2F%2Fgithub.com%2Fsomebody%2Fminer/HEAD",
  "git/https:%2F%2Fgithub.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fwww.github.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com.%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%3A443%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fada%40github.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fada:x@github.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2F%2Fsomebody%2F%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2Fx%2F..%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2F.%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2Fsome%62ody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2Fsome%2562ody%2Fminer/HEAD",
  "git/https%3A%2F%2Fgithub.com%2Fsomebody%252Fminer/HEAD",
  "git/https%3A%2F%2F%67ithub.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2F%EF%BD%87ithub.com%2Fsomebody%2Fminer/HEAD",
  "git/git%40github.com%3Asomebody%2Fminer/HEAD",
  "git/git%40github.com%3A%2Fsomebody%2Fminer.git/HEAD",
  "git/git@github.com:somebody%2Fminer.git/HEAD",
  "git/ssh%3A%2F%2Fgit%40github.com%2Fsomebody%2Fminer/HEAD",
  "git/ssh%3A%2F%2Fgit%40ssh.github.com%3A443%2Fsomebody%2Fminer/HEAD",
  "git/git%3A%2F%2Fgithub.com%2Fsomebody%2Fminer/HEAD",
];

/** Links that are other repositories. */
const otherPlaces = [
  "gh/somebody/miner2/HEAD",
  "gh/somebody/miner.js/HEAD",
  "gh/somebodyelse/miner/HEAD",
  "gh/ada/somebody/miner",
  "gist/ada/0123456789abcdef",
  "git/https%3A%2F%2Fgithub.com%2Fsomebody%2Fminer2/HEAD",
  "git/https%3A%2F%2Fgithub.com%2Fsomebody%2Fminer.js/HEAD",
  "git/https%3A%2F%2Fgitlab.com%2Fsomebody%2Fminer/HEAD",
  "git/https%3A%2F%2Fdev.azure.com%2Forg%2FMy%2520Project%2F_git%2Frepo/HEAD",
  "gl/somebody%2Fminer/HEAD",
  "zenodo/10.5281/zenodo.3242074",
  `hydroshare/${id}`,
  "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fx",
];

withBinderHub("BinderHub's own code", () => {
  test("takes all of this where nothing is set: the links are right", async () => {
    const links = [...samePlaces, ...otherPlaces];
    expect(await told({}, links)).toEqual(all(links, "built"));
  });

  test("refuses a banned repository through every door, in every spelling, and no other", async () => {
    const rules = { repositories: { banned: ["github.com/somebody/miner"] } };
    expect(await told(rules, samePlaces)).toEqual(all(samePlaces, "banned"));
    expect(await told(rules, otherPlaces)).toEqual(all(otherPlaces, "built"));
  });

  test("refuses all of a banned account", async () => {
    const rules = { repositories: { banned: ["https://github.com/somebody/*"] } };
    expect(await told(rules, samePlaces)).toEqual(all(samePlaces, "banned"));
  });

  test("refuses what an older regular expression bans through every door: git takes nothing of GitHub's then", async () => {
    const rules = { limits: { bannedRepos: ["^somebody/miner(\\.git)*/"] } };
    expect(await told(rules, samePlaces)).toEqual(all(samePlaces, "banned"));
    const elsewhere = otherPlaces.filter((link) => !link.startsWith("git/https%3A%2F%2Fgithub"));
    expect(await told(rules, elsewhere)).toEqual(all(elsewhere, "built"));
  });

  test.each<readonly [pattern: string, banned: readonly string[], built: readonly string[]]>([
    [
      "gitlab.com/team/*",
      [
        "gl/team%2Fproject/HEAD",
        "gl/Team%2Fsub%2Fproject/HEAD",
        "gl/te%61m%2Fproject/HEAD",
        "gl/%2Fteam%2Fproject/HEAD",
        "gl/x%2F..%2Fteam%2Fproject/HEAD",
        "git/https%3A%2F%2Fgitlab.com%2Fteam%2Fsub%2Fproject.git/HEAD",
        "git/git%40gitlab.com%3Ateam%2Fproject/HEAD",
      ],
      ["gl/teammates%2Fproject/HEAD", "git/https%3A%2F%2Fgitlab.org%2Fteam%2Fx/HEAD", "gh/team/project/HEAD"],
    ],
    [
      "gitlab.com/team/project",
      ["gl/team%2Fproject/HEAD", "gl/team%2Fproject.git/HEAD", "git/https%3A%2F%2Fgitlab.com%2Fteam%2Fproject/HEAD"],
      ["gl/team%2Fproject2/HEAD", "gl/team%2Fproject%2Fsub/HEAD"],
    ],
    [
      "gist.github.com/ada/*",
      [
        "gist/ada/0123456789abcdef",
        "gist/Ada/0123456789abcdef/HEAD",
        "gist/ad%61/0123456789abcdef",
        "git/https%3A%2F%2Fgist.github.com%2Fada%2F0123456789abcdef/HEAD",
        "git/https%3A%2F%2Fgist.github.com%2F0123456789abcdef.git/HEAD",
      ],
      ["gist/grace/0123456789abcdef", "gh/ada/repo/HEAD"],
    ],
    [
      "gist.github.com/ada/0123456789abcdef",
      ["gist/ada/0123456789abcdef", "gist/anybody/0123456789abcdef/HEAD", "gist/x/01234567%389abcdef"],
      ["gist/ada/fedcba9876543210"],
    ],
    [
      "doi.org/10.5281/zenodo.3242074",
      [
        "zenodo/10.5281/zenodo.3242074",
        "zenodo/10.5281%2Fzenodo.3242074",
        "zenodo/10.5281/ZENODO.3242074",
        "zenodo/10.5281/zen%6Fdo.3242074",
        "zenodo/doi:10.5281/zenodo.3242074",
        "zenodo/x/../10.5281/zenodo.3242074",
        "figshare/10.5281/zenodo.3242074",
        "dataverse/10.5281/zenodo.3242074",
      ],
      ["zenodo/10.5281/zenodo.32420745", "figshare/10.6084/m9.figshare.9782777"],
    ],
    [
      "doi.org/10.6084/m9.figshare.9782777",
      ["figshare/10.6084/m9.figshare.9782777.v1", "zenodo/10.6084/m9.figshare.9782777"],
      ["figshare/10.6084/m9.figshare.97827770"],
    ],
    [
      `hydroshare.org/resource/${id}`,
      [
        `hydroshare/${id}`,
        `hydroshare/https%3A%2F%2Fwww.hydroshare.org%2Fresource%2F${id}%2F`,
        `zenodo/10.4211/hs.${id}`,
      ],
      [`hydroshare/${id.replace("8", "9")}`],
    ],
    [
      "demo.ckan.org/dataset/private-*",
      [
        "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fprivate-1",
        "ckan/https://demo.ckan.org/dataset/private-1",
        "ckan/https%3A%2F%2Fdemo.ckan.org%3A443%2F%2Fdataset%2Fprivate-1%3Factivity_id%3Dx",
        "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fpriv%61te-1",
        "git/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fprivate-1/HEAD",
      ],
      ["ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fpublic"],
    ],
    [
      "git.example.org:3000/team/*",
      [
        "git/https%3A%2F%2Fgit.example.org%3A3000%2Fteam%2Fx/HEAD",
        "git/ssh%3A%2F%2Fgit%40git.example.org%2Fteam%2Fx/HEAD",
      ],
      ["git/https%3A%2F%2Fgit.example.org%3A3000%2Fteams%2Fx/HEAD", "gh/team/x/HEAD"],
    ],
    ["github.com/*", ["gh/ada/x/HEAD", `git/${miner}/HEAD`], ["gl/ada%2Fx/HEAD"]],
    [
      "github.com/org/course-*",
      ["gh/org/course-1/HEAD", "git/https%3A%2F%2Fgithub.com%2Forg%2Fcourse-1/HEAD"],
      ["gh/org/notes/HEAD"],
    ],
  ])("bans %s, and nothing else", async (pattern, banned, built) => {
    const rules = { repositories: { banned: [pattern] } };
    expect(await told(rules, [...banned, ...built])).toEqual([...all(banned, "banned"), ...all(built, "built")]);
    expect(await told({}, [...banned, ...built])).toEqual(all([...banned, ...built], "built"));
  });

  test.each<readonly [pattern: string, page: readonly string[], built: readonly string[], not: readonly string[]]>([
    [
      "github.com/mygroup/*",
      ["gh"],
      ["gh/mygroup/x/HEAD", "gh/MyGroup/x.git/main", "gh/mygroup/x/feature/y"],
      [
        "gh/mygroup-evil/x/HEAD",
        "gh/evil/mygroup/x",
        "gh/mygroup%2Fx/y/HEAD",
        "gh/mygroup/x%2F..%2F..%2Fevil/HEAD",
        "gh/mygroup/x/../../../../evil/y/commits/HEAD",
        "git/https%3A%2F%2Fgithub.com%2Fmygroup%2Fx/HEAD",
        "gist/mygroup/0123456789abcdef",
        "gl/mygroup%2Fx/HEAD",
        "zenodo/10.5281/zenodo.3242074",
        "figshare/10.6084/m9.figshare.9782777",
        "dataverse/10.7910/DVN/TJCLKP",
        `hydroshare/${id}`,
        "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fx",
      ],
    ],
    [
      "github.com/mygroup/course",
      ["gh"],
      ["gh/mygroup/course/HEAD", "gh/mygroup/course.git/HEAD"],
      ["gh/mygroup/course2/HEAD"],
    ],
    [
      "gist.github.com/ada/0123456789abcdef",
      ["gist"],
      ["gist/ada/0123456789abcdef", "gist/ada/0123456789abcdef/HEAD"],
      ["gist/ada/0123456789abcdef0", "gist/ada/fedcba9876543210", "gh/ada/0123456789abcdef/HEAD"],
    ],
    [
      "gitlab.com/team/*",
      ["gl"],
      ["gl/team%2Fx/HEAD", "gl/team%2Fsub%2Fx/HEAD"],
      ["gl/team%2F..%2Fevil%2Fx/HEAD", "gl/evil%2Fteam%2Fx/HEAD", "gl/teams%2Fx/HEAD", "gh/team/x/HEAD"],
    ],
    [
      "git.example.org:3000/team/*",
      ["git"],
      ["git/https%3A%2F%2Fgit.example.org%3A3000%2Fteam%2Fx.git/HEAD"],
      [
        "git/https%3A%2F%2Fgit.example.org%3A3000%40evil.org%2Fteam%2Fx/HEAD",
        "git/https%3A%2F%2Fgit.example.org%3A3000%2Fteam%2F..%2Fevil%2Fx/HEAD",
        "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fx/HEAD",
        "git/http%3A%2F%2Fgit.example.org%3A3000%2Fteam%2Fx/HEAD",
        "git/https%3A%2F%2Fevil.org%2Fgit.example.org%3A3000%2Fteam%2Fx/HEAD",
        "git/https%3A%2F%2Fgit-example.org%3A3000%2Fteam%2Fx/HEAD",
      ],
    ],
    [
      "git.example.org/team/course",
      ["git"],
      [
        "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fcourse/HEAD",
        "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fcourse.git/HEAD",
      ],
      [
        "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fcourse.gitx/HEAD",
        "git/https%3A%2F%2Fgit.example.org%2Fteam%2Fcourse2/HEAD",
      ],
    ],
    [
      "http://git.lan/*",
      ["git"],
      ["git/http%3A%2F%2Fgit.lan%2Fa%2Fb/HEAD", "git/https%3A%2F%2Fgit.lan%2Fa/HEAD"],
      ["git/http%3A%2F%2Fgit.land%2Fa/HEAD"],
    ],
    [
      "doi.org/10.5281/*",
      ["zenodo", "figshare", "dataverse"],
      ["zenodo/10.5281/zenodo.3242074", "zenodo/10.5281%2Fzenodo.3242074"],
      [
        "zenodo/10.52810/zenodo.1",
        "zenodo/10.5281/../10.9999/x",
        "zenodo/10.9999/10.5281/x",
        "figshare/10.6084/m9.figshare.1",
      ],
    ],
    [
      "doi.org/10.6084/m9.figshare.9782777",
      ["zenodo", "figshare", "dataverse"],
      ["figshare/10.6084/m9.figshare.9782777.v2"],
      ["figshare/10.6084/m9.figshare.97827771"],
    ],
    [
      `hydroshare.org/resource/${id}`,
      ["hydroshare"],
      [`hydroshare/${id}`, `hydroshare/https%3A%2F%2Fwww.hydroshare.org%2Fresource%2F${id}`],
      [`hydroshare/${id}-${id.replace("8", "9")}`, `hydroshare/${id.replace("8", "9")}`],
    ],
    [
      "demo.ckan.org/dataset/*",
      ["ckan"],
      [
        "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fx",
        "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2Fx%2Fhistory%2F1-2",
      ],
      ["ckan/https%3A%2F%2Fevil.org%2Fdataset%2Fx", "ckan/https%3A%2F%2Fdemo.ckan.org%2Fdataset%2F..%2Fx"],
    ],
  ])("lets in %s alone", async (pattern, page, built, not) => {
    const rules = { repositories: { allowed: [pattern] } };
    expect((await ask(rules, [])).page).toEqual(page);
    expect(await told(rules, built)).toEqual(all(built, "built"));
    expect((await fates(rules, not)).filter((fate) => fate === "built")).toEqual([]);
  });

  test("with git among the sources, lets in the same repository through it too", async () => {
    const rules = { repositories: { sources: ["github", "git"], allowed: ["github.com/mygroup/*"] } };
    expect(await told(rules, ["git/https%3A%2F%2Fgithub.com%2Fmygroup%2Fx.git/HEAD", "gh/mygroup/x/HEAD"])).toEqual([
      "git/https%3A%2F%2Fgithub.com%2Fmygroup%2Fx.git/HEAD: built",
      "gh/mygroup/x/HEAD: built",
    ]);
    const not = [
      "git/https%3A%2F%2Fgithub.com%2Fevil%2Fx/HEAD",
      "git/https%3A%2F%2Fada%40github.com%2Fmygroup%2Fx/HEAD",
    ];
    expect(await told(rules, not)).toEqual(all(not, "banned"));
  });

  test("an older allow list lets in what it did, and closes every other door", async () => {
    const rules = { limits: { allowedRepos: ["^mygroup/"] } };
    expect((await ask(rules, [])).page).toEqual(["gh"]);
    expect(
      await fates(rules, ["gh/mygroup/x/HEAD", "gh/evil/x/HEAD", "gl/evil%2Fx/HEAD", `git/${miner}/HEAD`]),
    ).toEqual(["built", "banned", "closed", "closed"]);
  });

  test("what a public hub for one tutorial sets means the same as a pattern", async () => {
    const links = [
      "gh/Climate-REF/climate-ref-tutorials/HEAD",
      "gh/climate-ref/climate-ref-tutorials/main",
      "gh/climate-ref/climate-ref-tutorials2/main",
      "gh/ines/spacy-binder/HEAD",
    ];
    const older = {
      allowedRepos: ["^Climate-REF/climate-ref-tutorials/.*$"],
      bannedRepos: ["^(?!Climate-REF/climate-ref-tutorials/).*$"],
    };
    const expected = ["built", "built", "banned", "banned"];
    expect(await fates({ limits: older }, links)).toEqual(expected);
    expect(await fates({ repositories: { allowed: ["github.com/Climate-REF/climate-ref-tutorials"] } }, links)).toEqual(
      expected,
    );
  });

  test("a repository that is both allowed and banned is refused", async () => {
    const rules = { repositories: { allowed: ["github.com/mygroup/*"], banned: ["github.com/mygroup/miner"] } };
    expect(await fates(rules, ["gh/mygroup/miner/HEAD", "gh/mygroup/x/HEAD"])).toEqual(["banned", "built"]);
  });

  test("the page offers the sources that are open, and no link leads into another", async () => {
    const { page, answers } = await ask({ repositories: { sources: ["github", "zenodo"] } }, [
      "gl/a%2Fb/HEAD",
      "gist/a/1",
      "gh/a/b/HEAD",
    ]);
    expect(page).toEqual(["gh", "zenodo"]);
    expect(answers.map((answer) => answer.is)).toEqual(["closed", "closed", "built"]);
  });

  test("a closed source lets nothing in, should the line of Python be lost", async () => {
    const rules = { repositories: { sources: ["github"] }, extraValues: { extraConfig: null } };
    const closed = [
      "gist/a/1",
      `git/${miner}/HEAD`,
      "gl/a%2Fb/HEAD",
      "zenodo/10.5281/zenodo.1",
      "figshare/10.6084/a",
      "dataverse/10.7910/a",
      `hydroshare/${id}`,
      "ckan/https%3A%2F%2Fa.org%2Fdataset%2Fb",
    ];
    expect(await told(rules, closed)).toEqual(all(closed, "banned"));
  });

  test("the higher quota is that of the named repositories, in the usual spelling", async () => {
    const rules = { repositories: { highQuota: ["github.com/mygroup/*", "gitlab.com/team/x"] } };
    const links = [
      "gh/mygroup/x/HEAD",
      "git/https%3A%2F%2Fgithub.com%2Fmygroup%2Fx/HEAD",
      "gl/team%2Fx/HEAD",
      "gh/other/x/HEAD",
      "gl/team%2Fy/HEAD",
    ];
    expect((await ask(rules, links)).answers.map(({ high }) => high)).toEqual([true, true, true, false, false]);
  });

  test("a GitHub server of one's own is meant by its own name", async () => {
    const extraValues = { config: { GitHubRepoProvider: { hostname: "github.example.org" } } };
    const rules = { extraValues, repositories: { allowed: ["github.example.org/team/*"] } };
    expect(await fates(rules, ["gh/team/x/HEAD", "gh/evil/x/HEAD"])).toEqual(["built", "banned"]);
  });

  test("no build gets the GitHub token, of a repository or of a gist", async () => {
    const values = githubTokenValues("its-secret");
    const environment = { GITHUB_ACCESS_TOKEN: "ghp-canary" };
    const links = ["gh/ada/x/HEAD", "gist/ada/0123456789abcdef"];
    const given = async (values: object) =>
      (await askBinderHub(values, links, environment)).answers.map(({ credentials }) => credentials);
    expect(await given({})).toEqual(Array(2).fill("username=ghp-canary\\npassword=x-oauth-basic"));
    expect(await given({ config: values.config })).toEqual(["", ""]);
  });
});
