import { type CheckRepository } from "../operate/repository";

/**
 * A repository as it stands in links to launch it: `gh/owner/name/ref`, or `git/` and the whole address.
 *
 * @param ref a branch, a tag or a commit. @default the default branch
 */
export function specOf({ url, source }: CheckRepository, ref = "HEAD"): string {
  if (source === "git") return `git/${encodeURIComponent(url)}/${encodeURIComponent(ref)}`;
  const path = new URL(url).pathname.replace(/^\/|\/$|\.git\/?$/g, "");
  // GitLab has groups within groups.
  return source === "gl" ? `gl/${encodeURIComponent(path)}/${ref}` : `${source}/${path}/${ref}`;
}
