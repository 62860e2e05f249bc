import { extname } from "node:path";
import { fullPath, type ReadFile } from "../../settings/files";
import { namespace } from "../../settings/keys";
import { type Problem, removeCommand } from "../../settings/problems";
import { completion } from "../../settings/question";

/** Reads the pictures that the branding names. */
export const pictures = completion(["branding"], ({ branding }, { read, project }) => {
  const found = (["logo", "favicon"] as const).map((name) => {
    const source = branding[name];
    const url =
      source === undefined
        ? undefined
        : pictureUrl(`${namespace}:branding.${name}`, source, (path) => read(fullPath(path, project)));
    return { name, url: url?.url, problems: url?.problems ?? [] };
  });
  return {
    adds: { pictures: Object.fromEntries(found.map(({ name, url }) => [name, url])) },
    problems: found.flatMap(({ problems }) => problems),
  };
});

/**
 * The largest picture, in bytes. As a data URI it is a third larger. It is stored twice in Helm's record of the release, and once in the hub's
 * Secret. Kubernetes accepts no Secret larger than 1 MiB.
 */
const maximumPicture = 128 * 1024;

const mediaTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
};

/** A picture as a URL: the URL itself, or the content of the file as a `data:` URI. */
export function pictureUrl(key: string, source: string, read: ReadFile): { url?: string; problems: Problem[] } {
  if (/^[a-z]+:\/\//i.test(source)) {
    const rule = "must be an https:// URL or a file";
    return source.startsWith("https://") && URL.canParse(source)
      ? { url: source, problems: [] }
      : { problems: [{ key, value: source, rule, mend: removeCommand(key) }] };
  }
  const wrong = (rule: string) => ({ problems: [{ key, value: source, rule, mend: removeCommand(key) }] });
  const mediaType = mediaTypes[extname(source).toLowerCase()];
  if (mediaType === undefined) return wrong(`must be one of ${Object.keys(mediaTypes).join(", ")}`);
  const content = read(source);
  if (content === undefined) return wrong("is a file that does not exist (paths are relative to the project)");
  if (content.length > maximumPicture) {
    const size = Math.ceil(content.length / 1024);
    return wrong(
      `has ${size} KiB, more than ${maximumPicture / 1024}: it would not fit into the release's Secrets; use a smaller file or an https URL`,
    );
  }
  return { url: `data:${mediaType};base64,${content.toString("base64")}`, problems: [] };
}
