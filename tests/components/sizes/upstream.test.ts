import { addressesOf } from "../../../components/repositories/addresses";
import { sourceHosts } from "../../../components/repositories/sources";
import { askBinderHub, withBinderHub } from "../../upstream/binderhub";

const hosts = sourceHosts({});

/** Which links are of a pattern's repositories, by the address that BinderHub hands to the hub. */
async function ofPattern(pattern: string, links: readonly string[]): Promise<string[]> {
  const { answers } = await askBinderHub({}, links);
  const form = new RegExp(`^(?:${addressesOf(pattern, hosts)})$`, "i");
  return links.filter((_link, index) => form.test(answers[index]?.url ?? "none"));
}

const encoded = (url: string) => `git/${encodeURIComponent(url)}/HEAD`;

withBinderHub("BinderHub's own code hands over addresses", () => {
  test("of GitHub, by its own source and by git", async () => {
    const own = [
      "gh/myorg/deep-learning/HEAD",
      "gh/MyOrg/Deep-x.git/main",
      "gh/myorg/deep-/a/b",
      encoded("https://github.com/myorg/deep-x"),
      encoded("https://github.com/myorg/deep-x.git"),
      encoded("https://github.com/myorg/deep-x/"),
      encoded("ssh://git@github.com/myorg/deep-x"),
      encoded("git@github.com:myorg/deep-x.git"),
    ];
    const others = [
      "gh/myorg/shallow/HEAD",
      "gh/myorg2/deep-x/HEAD",
      "gh/deep-x/myorg/HEAD",
      "gh/evil/x/myorg/deep-x",
      "gh/myorg%2Fdeep-x/y/HEAD",
      "gl/myorg%2Fdeep-x/HEAD",
      "gist/myorg/0123456789abcdef0123456789abcdef",
      encoded("https://github.com/myorg/deep-x/../../evil/x"),
      encoded("https://github.com/myorg/deep-x/.."),
      encoded("https://github.com/evil/myorg/deep-x"),
      encoded("https://evil.example.org/github.com/myorg/deep-x"),
      encoded("https://github.com@evil.example.org/myorg/deep-x"),
      encoded("https://github.com.evil.example.org/myorg/deep-x"),
      encoded("https://evil.example.org/#https://github.com/myorg/deep-x"),
      encoded("https://evil.example.org/?https://github.com/myorg/deep-x"),
      encoded("https://github.com:444/myorg/deep-x"),
      encoded("http://github.com/myorg/deep-x"),
      encoded("git@evil.example.org:github.com/myorg/deep-x"),
      encoded("git@github.com.evil.example.org:myorg/deep-x"),
      encoded("https://github.com/myorg/deep-%2e%2e/x"),
      encoded("https://github.com/myorg%2Fdeep-x"),
    ];
    expect(await ofPattern("github.com/myorg/deep-*", [...own, ...others])).toEqual(own);
  });

  test("of all that an account has, below it at any depth on GitLab", async () => {
    const own = [
      "gl/team%2Fcourse/HEAD",
      "gl/Team%2Fsub%2Fcourse/HEAD",
      encoded("https://gitlab.com/team/sub/course.git"),
    ];
    const others = ["gl/team/HEAD", "gl/teammates%2Fx/HEAD", "gl/team%2F..%2Fother%2Fx/HEAD", "gh/team/course/HEAD"];
    expect(await ofPattern("gitlab.com/team/*", [...own, ...others])).toEqual(own);
  });

  test("of one gist", async () => {
    const id = "0123456789abcdef0123456789abcdef";
    const own = [`gist/ada/${id}/HEAD`, `gist/ada/${id}`, encoded(`https://gist.github.com/ada/${id}.git`)];
    const others = [`gist/ada/${id}0`, `gist/eve/${id}`, `gist/ada/${id.replace("0", "1")}`, `gh/ada/${id}/HEAD`];
    expect(await ofPattern(`gist.github.com/ada/${id}`, [...own, ...others])).toEqual(own);
  });

  test("of a server by git, on its port alone", async () => {
    const own = [
      encoded("https://git.example.org:3000/team/x"),
      encoded("https://git.example.org:3000/team/a/b.git"),
      encoded("ssh://git@git.example.org:3000/team/x"),
    ];
    const others = [encoded("https://git.example.org/team/x"), encoded("git@git.example.org:3000/team/x")];
    expect(await ofPattern("git.example.org:3000/team/*", [...own, ...others])).toEqual(own);
  });

  test.each(["zenodo", "figshare", "dataverse"])("of records by their DOI, through %s", async (source) => {
    const own = [`${source}/10.5281/zenodo.3242074`, `${source}/10.5281/ZENODO.1`, `${source}/10.5281/x/y`];
    const others = [`${source}/10.52810/zenodo.1`, `${source}/10.1/10.5281/x`, `${source}/10.5281/../10.1/x`];
    expect(await ofPattern("doi.org/10.5281/*", [...own, ...others])).toEqual(own);
  });

  test("of a resource of HydroShare, however its link is written", async () => {
    const id = "8f7c2f0341ef4180b0dbe97f59130756";
    const own = [`hydroshare/${id}`, `hydroshare/${encodeURIComponent(`https://www.hydroshare.org/resource/${id}`)}`];
    const others = [`hydroshare/${id.replace("8", "9")}`];
    expect(await ofPattern(`hydroshare.org/resource/${id}`, [...own, ...others])).toEqual(own);
    expect(await ofPattern("hydroshare.org/*", [...own, ...others])).toEqual([...own, ...others]);
  });

  test("of datasets of CKAN, and of a version of one", async () => {
    const ckan = (url: string) => `ckan/${encodeURIComponent(url)}`;
    const own = [
      ckan("https://data.example.org/dataset/rain"),
      ckan("https://data.example.org/dataset/rain?activity_id=abc-1"),
    ];
    const others = [
      ckan("https://data.example.org/dataset/rainfall"),
      ckan("https://evil.example.org/dataset/rain"),
      ckan("https://data.example.org/dataset/rain?activity_id=abc-1&x=/.."),
    ];
    expect(await ofPattern("data.example.org/dataset/rain", [...own, ...others])).toEqual(own);
  });
});
