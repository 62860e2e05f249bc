import { type HubFacts } from "../../components/operate/facts";
import { CannotLook } from "./cannot-look";
import { specOf } from "../../components/repositories/spec";

/** How a repository is named on the command line. */
export const repositoryWords =
  "its address (https://github.com/owner/name), or what a link to launch it has (gh/owner/name/HEAD)";

/**
 * A repository as it stands in links.
 *
 * @param asked as a person wrote it. @default what a check of this hub launches
 * @param ref a branch, a tag or a commit. @default the default branch
 * @throws CannotLook if it is no repository
 */
export function askedSpec(facts: HubFacts, asked?: string, ref?: string): string {
  if (asked === undefined) {
    if (facts.repository === undefined)
      throw new CannotLook("This hub launches no repository that is known: name one, or set operate.repository.");
    return specOf(facts.repository, ref);
  }
  if (/^[a-z]+\/\S+\/\S+$/.test(asked)) {
    if (ref === undefined) return asked;
    throw new CannotLook(`${asked} has a ref already: leave out --ref, or give the repository's address.`);
  }
  if (!/^(https?|git|ssh):\/\/[^/\s]+\/\S+$/.test(asked))
    throw new CannotLook(`${asked} is no repository. It is ${repositoryWords}.`);
  return specOf({ url: asked, source: sourceOf(facts, asked) }, ref);
}

/** A server of one's own takes the place of the public one. */
function sourceOf({ githubHost = "github.com", gitlabHost = "gitlab.com" }: HubFacts, url: string): string {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:") return "git";
  if (hostname === githubHost) return "gh";
  return hostname === gitlabHost ? "gl" : "git";
}
