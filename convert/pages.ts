import { at, isRecord } from "../settings/untyped";
import { left, own, type Part, setting, textAt, valueAt, type Values } from "./claims";

/** Templates and static files that an init container clones, as the custom pages of most public hubs. */
export function pagesPart(values: Values): Part {
  const containers = valueAt(values, "initContainers");
  const [container, ...more] = Array.isArray(containers) ? (containers as unknown[]) : [];
  const cloned = more.length === 0 ? clonedBy(container) : undefined;
  if (cloned === undefined) return { claims: [] };
  const folder = cloned.folder.replace(/\/$/, "");
  const isBelow = (path: string, name: string) => textAt(values, path) === `${folder}/${name}`;
  if (!isBelow("config.BinderHub.template_path", "templates")) return { claims: [] };
  const volumes = ["extraVolumes", "extraVolumeMounts"];
  const only = volumes.every((list) => {
    const items = valueAt(values, list);
    return Array.isArray(items) && items.length === 1;
  });
  if (!only) return { claims: [] };
  return {
    claims: [
      ["initContainers", setting("branding.pages", { repository: cloned.repository, branch: cloned.branch })],
      ...[...volumes, "config.BinderHub.template_path"].map((path) => [path, own] as const),
      ...(isBelow("config.BinderHub.extra_static_path", "static")
        ? [["config.BinderHub.extra_static_path", own] as const]
        : [["config.BinderHub.extra_static_path", left("branding.pages takes static/ of the repository")] as const]),
      ["config.BinderHub.extra_static_url_prefix", own],
      ["config.BinderHub.template_variables.EXTRA_STATIC_URL_PREFIX", own],
    ],
  };
}

/** What a container clones: `git clone … --branch=BRANCH … -- REPOSITORY FOLDER`. */
function clonedBy(container: unknown) {
  const words = [at(container, "command"), at(container, "args")].flat().filter((word) => typeof word === "string");
  const image = at(container, "image");
  if (!isRecord(container) || typeof image !== "string" || !/(^|\/)git(:|@|$)/.test(image)) return undefined;
  const plain = words.filter((word) => !word.startsWith("-"));
  const named = words.find((word) => word.startsWith("--branch="))?.slice("--branch=".length);
  const [repository, folder] = plain.slice(-2);
  const isWhole = words.includes("clone") && repository !== undefined && /^https:\/\/[^@\s]+$/.test(repository);
  return isWhole && folder?.startsWith("/") ? { repository, folder, branch: named ?? "main" } : undefined;
}
