import { type HubFacts } from "../../../components/operate/facts";
import { askedSpec } from "../../../operate/hub/asked-repository";
import { nameIn } from "../../../operate/hub/users";

const facts = { repository: { url: "https://github.com/o/check", source: "gh" } } as HubFacts;

test.each([
  ["nothing", undefined, undefined, "gh/o/check/HEAD"],
  ["a ref of what is checked", undefined, "v1", "gh/o/check/v1"],
  ["an address on GitHub", "https://github.com/o/r", undefined, "gh/o/r/HEAD"],
  ["an address that is cloned", "https://github.com/o/r.git", "v1", "gh/o/r/v1"],
  ["a group on GitLab", "https://gitlab.com/a/b/r", undefined, "gl/a%2Fb%2Fr/HEAD"],
  ["another host", "https://git.example.org/r", undefined, "git/https%3A%2F%2Fgit.example.org%2Fr/HEAD"],
  ["another protocol", "git://github.com/o/r", undefined, "git/git%3A%2F%2Fgithub.com%2Fo%2Fr/HEAD"],
  ["what a link has", "zenodo/10.5281/zenodo.3242074", undefined, "zenodo/10.5281/zenodo.3242074"],
])("%s", (_what, asked, ref, spec) => {
  expect(askedSpec(facts, asked, ref)).toBe(spec);
});

test("a GitHub server of one's own is GitHub, and github.com is a host like any other", () => {
  const own = { ...facts, githubHost: "github.example.org" };
  expect(askedSpec(own, "https://github.example.org/o/r")).toBe("gh/o/r/HEAD");
  expect(askedSpec(own, "https://github.com/o/r")).toBe("git/https%3A%2F%2Fgithub.com%2Fo%2Fr/HEAD");
});

test.each([
  ["hello", undefined, "is no repository"],
  ["gh/o/r/HEAD", "v1", "leave out --ref"],
])("%s with ref %s is refused", (asked, ref, why) => {
  expect(() => askedSpec(facts, asked, ref)).toThrow(why);
});

test("a hub without a repository that is known asks for one", () => {
  expect(() => askedSpec({} as HubFacts)).toThrow("name one, or set operate.repository");
});

// As `Launcher.unique_name_from_repo` of BinderHub b9fad995 names users, without its random end.
test.each([
  ["gh/binder-examples/minimal-dockerfile/HEAD", "binder-examples-imal-dockerfile"],
  ["gh/Owner/Name/HEAD", "owner-name"],
  ["git/git%3A%2F%2Fgit.example.org%2Fhello.git/HEAD", "hello"],
  ["gl/a%2Fb%2Fr/HEAD", "a-b-r"],
])("the users of launches of %s begin with %s", (spec, name) => {
  expect(nameIn(spec)).toBe(name);
});
