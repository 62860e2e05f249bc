import { isBuildOf, isImageOf, isLinkTo, isPrivate, nameOfRepository } from "../../operate/hub/logs/names";

/** As BinderHub names what it builds and the images that it makes. */
const build = "build-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhello-2egit-a2bf13-e71-5b";
const cutOff = "build-https-3a-2f-2fgithub-2ecom-2fsomebody-2fstatis-a2bf13-e71-5b";
const image =
  "203.0.113.2:5000/binder-prod-06617033-git-3a-2f-2fgit-2elab-2eexample-2eorg-2fhello-2egit-a2bf13:e71cd8a6";

test.each(["hello", "hello.git", "git://git.lab.example.org/hello.git", "git://GIT.lab.example.org/Hello.git/"])(
  "%s names it",
  (repository) => {
    const name = nameOfRepository(repository);
    expect([
      isBuildOf(build, name),
      isImageOf(image, name),
      isLinkTo("git/git%3A%2F%2Fgit.lab.example.org%2Fhello.git/HEAD", name),
    ]).toEqual([true, true, true]);
  },
);

test.each(["other", "https://github.com/owner/repo", "", "://"])("'%s' does not", (repository) => {
  const name = nameOfRepository(repository);
  expect([isBuildOf(build, name), isImageOf(image, name), isLinkTo("gh/owner/hello/HEAD", name)]).toEqual([
    false,
    false,
    false,
  ]);
});

test("A build's name that is cut off is known by its beginning", () => {
  expect(isBuildOf(cutOff, nameOfRepository("https://github.com/somebody/other"))).toBe(false);
  expect(isBuildOf(cutOff, nameOfRepository("https://github.com/somebody/statistics"))).toBe(true);
});

test("An owner's or a repository's name that begins with what looks like an escape is found", () => {
  expect(isImageOf("registry.example.org/binder-abcdef-2dlab-0a1b2c:1", nameOfRepository("abcdef-lab"))).toBe(true);
});

test("A link of GitHub's is known by the repository's address", () => {
  expect(isLinkTo("gh/Owner/my-repo/v1.0", nameOfRepository("https://github.com/owner/my-repo.git"))).toBe(true);
});

test.each([
  [
    "registry.example.org/binder-private0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-0a1b2c:1",
    true,
  ],
  ["https://private.invalid/0123456789ab", true],
  ["registry.example.org/binder-private-2dlessons-0a1b2c:1", false],
  ["https://github.com/private/lessons", false],
])("%s is private: %s", (name, is) => {
  expect(isPrivate(name)).toBe(is);
});
