import { type Entry } from "./entries";
import { isBuildOf, isImageOf, isLinkTo, isPrivate, nameOfRepository, plainName } from "./names";

/** Why there is no server, as far as BinderHub's log tells it. */
export type Why =
  | "notFound"
  | "buildFailed"
  | "noServer"
  | "tookTooLong"
  | "hasOne"
  | "hubAnswers"
  | "full"
  | "repositoryFull"
  | "tooMany"
  | "noLogin"
  | "other";

/** One click on "launch", as BinderHub's log tells it. */
export interface Attempt {
  /** The repository in the link, or its address where the request has not ended yet. */
  readonly link: string;
  readonly began: Date;
  readonly ended: Date;
  readonly outcome: "launched" | "failed" | "left";
  readonly why?: Why;
  /** Seconds from the wish for a server to the server, without the build, in BinderHub's own count. */
  readonly seconds?: number;
  /** What BinderHub said of it. */
  readonly entries: readonly Entry[];
}

/** A request that ended. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/log.py `log_request` */
const request = /^(\d{3}) GET \S*\/build\/(\S+) \(([^@)]*)@[^)]*\) ([\d.]+)ms$/;
/** An answer that was an error. The request's own line has 200, as an event stream cannot have another. See builder.py `BuildHandler.send_error`. */
const refused = /^(\d{3}) GET \S*\/build\/(\S+) \([^)]*\): (.+)$/s;
const launched = /^Launched (\S+) in (\d+)s$/;

/**
 * The launches that ended, oldest first, from BinderHub's log.
 *
 * Its metrics count them too, but from the start of the pod on, and neither failed resolving nor failed builds among the launches. A log has times, and a
 * line for each request. It says nothing of why a repository was not found, refused or not let in.
 */
export function attemptsIn(entries: readonly Entry[]): readonly Attempt[] {
  const successes = entries.flatMap((entry) => {
    const [, repository, seconds] = launched.exec(entry.text) ?? [];
    return repository === undefined ? [] : [{ entry, repository, seconds: Number(seconds) }];
  });
  const taken = new Set<Entry>();
  const ended = entries.flatMap((entry, index): Attempt[] => {
    const [, , link, user = "", took] = request.exec(entry.text) ?? [];
    if (link === undefined) return [];
    const began = new Date(entry.at.getTime() - Number(took));
    const meanwhile = since(entries, index, began);
    const named = meanwhile.filter((one) => isAbout(one, link));
    // A private repository has another name everywhere but in the link.
    const isUnknown = named.every(({ text }) => text.includes(link));
    const all = isUnknown ? meanwhile.filter((one) => named.includes(one) || isPrivate(one.text)) : named;
    // The error stands right before the request's own line.
    const isRefused = meanwhile.some(
      ({ at, text }) => entry.at.getTime() - at.getTime() < 1000 && refused.exec(text)?.[2] === link,
    );
    const success = isRefused
      ? undefined
      : successes.findLast((one) => all.includes(one.entry) && !taken.has(one.entry));
    const own = all.filter(
      (one) =>
        one === entry ||
        one === success?.entry ||
        !(request.test(one.text) || launched.test(one.text) || isOfAnother(one, user)),
    );
    const attempt = { link, began, ended: entry.at, entries: own };
    if (success !== undefined) {
      taken.add(success.entry);
      return [{ ...attempt, outcome: "launched", seconds: success.seconds }];
    }
    const why = reasonIn(own);
    // A request that no Binder page sends: BinderHub asks for an event stream.
    if (why === "none") return [];
    const hasLeft = why === undefined && own.some(({ text }) => text.startsWith("Stream closed while"));
    return [hasLeft ? { ...attempt, outcome: "left" } : { ...attempt, outcome: "failed", why: why ?? "notFound" }];
  });
  // After a launch with a build, BinderHub keeps the connection for a minute.
  const open = successes
    .filter(({ entry }) => !taken.has(entry))
    .map(({ entry, repository, seconds }): Attempt => {
      const began = new Date(entry.at.getTime() - seconds * 1000 - 1000);
      const own = entries.filter((one) => one.at >= began && one.at <= entry.at && isAbout(one, repository));
      return { link: repository, began, ended: entry.at, outcome: "launched", seconds, entries: own };
    });
  return [...ended, ...open].sort((a, b) => a.ended.getTime() - b.ended.getTime());
}

/** The entries up to one, from a time on. */
function since(entries: readonly Entry[], last: number, from: Date): readonly Entry[] {
  let first = last;
  while (first > 0 && (entries[first - 1]?.at ?? 0) >= from) first--;
  return entries.slice(first, last + 1);
}

/** Whether a line is of another person's launch, as far as it tells. Without a login, each launch has a user of its own that no request names. */
export function isOfAnother({ text }: Entry, user: string): boolean {
  if (user === "" || user === "anonymous") return false;
  const whose = /^Starting server.* for user (\S+) with image /.exec(text)?.[1] ?? request.exec(text)?.[3];
  return whose !== undefined && whose !== user;
}

/** Whether something that BinderHub said is about a link or an address. */
export function isAbout({ text }: Entry, link: string): boolean {
  const of = (address: string) =>
    isLinkTo(link, nameOfRepository(address)) || isLinkTo(address, nameOfRepository(link));
  const build =
    /^(?:Started build|Build|Watching build pod|Watching logs of|Finished streaming logs of|Stopping \w+ of) (build-\S+)/;
  const [, name] = build.exec(text) ?? [];
  if (name !== undefined) return linkNames(link).some((one) => isBuildOf(name, one));
  const [, path] = /\/build\/(\S+?)[,\s]/.exec(text) ?? [];
  if (path !== undefined) return path === link || of(path);
  const [, image] = / (?:with|for) image (\S+)/.exec(text) ?? [];
  if (image !== undefined) return linkNames(link).some((one) => isImageOf(image, one));
  const [, url] =
    /^(?:Launched|Launching server for|Retrying launch of|Failed to get provider for) (\S+?):?(?: |$)/.exec(text) ?? [];
  if (url !== undefined) return of(url);
  const [, full] = /^(\S+) has exceeded quota: /.exec(text) ?? [];
  return full === undefined ? text.startsWith("BinderHub is full: ") || text.startsWith("Build task failed") : of(full);
}

/** The names that the repository of a link can have: without the source before it and the ref behind. */
function linkNames(link: string): readonly string[] {
  const [source, ...rest] = link.split("/");
  if (source === undefined || source.endsWith(":") || rest.length < 2) return [nameOfRepository(link)];
  const repository = rest.slice(0, -1).join("/");
  return [nameOfRepository(repository), plainName(repository)];
}

function reasonIn(own: readonly Entry[]): Why | "none" | undefined {
  const has = (begin: string) => own.some(({ text }) => text.startsWith(begin));
  const error = own.map(({ text }) => refused.exec(text)).find((found) => found !== null);
  if (error) return reasonOf(error[1] ?? "", error[3] ?? "");
  if (has("BinderHub is full: ")) return "full";
  if (own.some(({ text }) => text.includes(" has exceeded quota: "))) return "repositoryFull";
  if (has("Build task failed")) return "buildFailed";
  if (has("Finished streaming logs of") && !has("Launching server for")) return "buildFailed";
  if (has("Uncaught exception")) return "other";
  return undefined;
}

function reasonOf(code: string, message: string): Why | "none" {
  if (code === "400") return "none";
  if (code === "429") return "tooMany";
  if (code === "403") return "noLogin";
  if (code === "409") return "hasOne";
  if (message.includes("took too long")) return "tookTooLong";
  if (message.startsWith("Failed to create temporary user")) return "hubAnswers";
  return /failed to (launch|start)/i.test(message) ? "noServer" : "other";
}
