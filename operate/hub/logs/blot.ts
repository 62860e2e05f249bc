import { stripVTControlCharacters } from "node:util";

const blot = "***";

/**
 * Takes secrets out of a text: what follows `token=` and the like in addresses, an `Authorization` header's value, `password: …`, and passwords in
 * addresses. BinderHub and JupyterHub take them out of their own lines; servers and repositories do not. Whatever would steer a terminal goes too: a log
 * holds what strangers typed.
 */
export function blotted(text: string): string {
  return readable(text)
    .replace(/\b(authorization["']?\s*[:=]\s*["']?)((?:token|bearer|basic)\s+)?[^\s"',}]+/gi, `$1$2${blot}`)
    .replace(
      /([\w-]*(?:token|secret|passwo?r?d|api[_-]?key|client[_-]?secret)["']?\s*[=:]\s*["']?)(?!\s)[^\s&"'<>,})]+/gi,
      `$1${blot}`,
    )
    .replace(/\b((?:token|bearer)\s+)[\w.~+/-]{16,}=*/gi, `$1${blot}`)
    .replace(/([?&](?:code|state|key|sig)=)[^\s&"'<>]+/gi, `$1${blot}`)
    .replace(/\b((?:set-)?cookie["']?\s*[:=]\s*["']?)[^\s"'].*/gi, `$1${blot}`)
    .replace(/(\w+:\/\/[^\s/:@]*):[^\s/@]+@/g, `$1:${blot}@`)
    .replace(/(\w+:\/\/)[^\s/:@]{20,}@/g, `$1${blot}@`)
    .replace(/\b(gh[pousr]_|github_pat_|glpat-)[^\s"'@/]+/g, `$1${blot}`);
}

/** Without characters that steer a terminal. */
export function readable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}
