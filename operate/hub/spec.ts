import { type CheckRepository } from "../../components/operate/repository";

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
