import { gunzipSync } from "node:zlib";

/** Bytes of a header, and of what the content of a file is filled up to. */
const block = 512;

/**
 * The text of some files of an archive, as `helm package` makes it.
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html for where name, size and type stand in a header
 *
 * @param wanted paths in the archive
 */
export function filesIn(archive: Uint8Array, wanted: (path: string) => boolean): ReadonlyMap<string, string> {
  const tar = gunzipSync(archive);
  const files = new Map<string, string>();
  const text = (from: number, length: number) => tar.toString("utf8", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const [prefix, name] = [text(at + 345, 155), text(at, 100)];
    const size = parseInt(text(at + 124, 12), 8) || 0;
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const isFile = ["0", ""].includes(text(at + 156, 1));
    if (isFile && wanted(path)) files.set(path, tar.toString("utf8", at + block, at + block + size));
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
