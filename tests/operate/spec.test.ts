import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { specOf } from "../../components/repositories/spec";
import { otherSpelling } from "../../operate/hub/spec";

const github = { url: "https://github.com/binder-examples/minimal-dockerfile", source: "gh" };
const git = { url: "git://git.example.org/group/Course.git", source: "git" };

test.each([
  [github, "gh/binder-examples/minimal-dockerfile/HEAD"],
  [{ ...github, url: `${github.url}.git` }, "gh/binder-examples/minimal-dockerfile/HEAD"],
  [{ url: "https://gitlab.com/group/part/course", source: "gl" }, "gl/group%2Fpart%2Fcourse/HEAD"],
  [git, "git/git%3A%2F%2Fgit.example.org%2Fgroup%2FCourse.git/HEAD"],
])("a link to %j", (repository, expected) => expect(specOf(repository)).toBe(expected));

test("a branch with a slash is one part of a link of git", () =>
  expect(specOf(git, "feature/x")).toMatch(/\/feature%2Fx$/));

const random = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
const from = (numbers: Iterator<number>) => () => numbers.next().value as number;

test("another spelling is the same repository: on GitHub in any letters, elsewhere only the host", () =>
  fc.assert(
    fc.property(random, (numbers) => {
      expect(otherSpelling(github, from(numbers)).url.toLowerCase()).toBe(github.url);
      const spelled = otherSpelling(git, from(numbers)).url;
      expect(spelled.toLowerCase()).toBe(git.url.toLowerCase());
      expect(new URL(spelled).pathname).toBe(new URL(git.url).pathname);
    }),
  ));

/** @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `_safe_build_slug` */
const hash = (slug: string) => createHash("sha256").update(slug).digest("hex").slice(0, 6);

test("another spelling gives BinderHub another name of the image, as good as always", () => {
  const names = new Set(Array.from({ length: 200 }, () => hash(otherSpelling(github).url)));
  expect(names.size).toBeGreaterThan(190);
});
