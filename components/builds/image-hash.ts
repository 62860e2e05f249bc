import { createHash } from "node:crypto";
import { type Settings } from "../../settings/settings";

/**
 * Eight digits that stand for the settings on which images depend. `undefined` if none is set, so that a hub keeps the images that it has.
 *
 * BinderHub looks for an image by the name of the repository and its commit. Nothing else is in the name, so without this part the images of before
 * would be served for ever.
 * @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/builder.py image_name
 */
export function imageHash({
  image,
  baseImage,
  appendixText,
  defaultFile,
  defaultText,
  buildArguments,
}: Settings["builds"]): string | undefined {
  const file = defaultText === undefined ? undefined : [defaultFile?.split("/").at(-1), defaultText];
  const given = { image, baseImage, appendix: appendixText, defaultFile: file, buildArguments: sorted(buildArguments) };
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return set.length === 0 ? undefined : createHash("sha256").update(JSON.stringify(set)).digest("hex").slice(0, 8);
}

/** The first part of every image's name. The old images keep theirs, and stay in the registry. */
export function withHash(imagePrefix: string, hash: string | undefined): string {
  return hash === undefined ? imagePrefix : `${imagePrefix}${hash}-`;
}

function sorted(group: Readonly<Record<string, string>> | undefined) {
  const entries = Object.entries(group ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? undefined : entries;
}
