import { type CheckRepository } from "../../components/operate/repository";

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

/**
 * The same repository under a name that was never built: BinderHub makes an image's name from the spelling, and hosts, and on GitHub owners and
 * repositories too, are the same in capital and in small letters.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py `_safe_build_slug`: the hash of the name as it is written
 *
 * @param random numbers from 0 up to 1
 */
export function otherSpelling({ url, source }: CheckRepository, random: () => number = Math.random): CheckRepository {
  const [, scheme = "", host = "", path = ""] = /^(\w+:\/\/)([^/]+)(\/.*)$/.exec(url) ?? [];
  const mixed = (text: string) =>
    text.replace(/[a-z]/gi, (letter) => (random() < 0.5 ? letter.toLowerCase() : letter.toUpperCase()));
  return source === "gh"
    ? { source, url: `${scheme}${host}${mixed(path)}` }
    : { source, url: `${scheme}${mixed(host)}${path}` };
}
