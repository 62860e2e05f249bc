import { type PodObject } from "../objects";
import { ownerOf, repositoryOf } from "../who";
import { type Attempt } from "./attempts";
import { aboutBuild, isOf } from "./builds";
import { isImageOf, isLinkTo, nameOfRepository } from "./names";

/** Which launch: a person's, or a repository's. */
export interface Which {
  readonly user?: string;
  /** Address of a repository, or a part of one. */
  readonly repository?: string;
}

/** Milliseconds that the hub goes on after BinderHub has given up, and that clocks differ by. */
export const around = 5000;
/** Whether a launch is of a person or a repository. */
export function isWanted({ link, entries }: Attempt, { user, repository }: Which): boolean {
  if (repository !== undefined && !isLinkTo(link, nameOfRepository(repository))) return false;
  return user === undefined || entries.some(({ text }) => namesUser(text, user));
}

/** Whether BinderHub names a person: who asked, or whose server it starts. */
function namesUser(text: string, user: string): boolean {
  const name = user.toLowerCase();
  const lower = text.toLowerCase();
  return lower.includes(` user ${name} `) || lower.includes(`(${name}@`) || lower.includes(`user ${name} already has`);
}

/** Whose server BinderHub starts. @see https://github.com/jupyterhub/binderhub/blob/b9fad995/binderhub/launcher.py `Launcher.launch` */
export function userIn(attempt: Attempt | undefined): string | undefined {
  const found = attempt?.entries.map(({ text }) =>
    /^Starting server.* for user (\S+) with image |^(?:\d+ GET .*: )?User (\S+) already has/.exec(text),
  );
  const last = found?.findLast((one) => one !== null);
  return last?.[1] ?? last?.[2];
}

interface Newest {
  readonly attempt?: Attempt;
  readonly pod?: PodObject;
  readonly build?: PodObject;
}

/** The newest launch: the last one that ended, or a server or a build that came after it. */
export function newestOf(
  last: Attempt | undefined,
  servers: readonly PodObject[],
  builds: readonly PodObject[],
  which: Which,
): Newest {
  const [pod, build] = [
    newestPod(servers.filter((one) => isServer(one, which))),
    newestPod(builds.filter((one) => isBuild(one, which, last))),
  ];
  const isLater = (one: PodObject | undefined) =>
    one !== undefined && madeAt(one) > (last?.ended.getTime() ?? 0) + around;
  const isOfLast = (one: PodObject | undefined) =>
    one !== undefined && !isLater(one) && madeAt(one) > (last?.began.getTime() ?? 0) - around;
  const user = userIn(last);
  const isTheirs = user === undefined || pod === undefined || ownerOf(pod).user === user;
  const isIn = isLater(pod) || isLater(build) ? isLater : isOfLast;
  return {
    ...(last !== undefined && isIn === isOfLast && { attempt: last }),
    ...(pod !== undefined && isIn(pod) && (isIn === isLater || isTheirs) && { pod }),
    ...(build !== undefined && isIn(build) && { build }),
  };
}

function isServer(pod: PodObject, { user, repository }: Which): boolean {
  if (user !== undefined && ownerOf(pod).user.toLowerCase() !== user.toLowerCase()) return false;
  const wanted = nameOfRepository(repository ?? "");
  const image = pod.spec?.containers[0]?.image ?? "";
  return repository === undefined || isLinkTo(repositoryOf(pod) ?? "", wanted) || isImageOf(image, wanted);
}

/** BinderHub does not say for whom it builds. */
function isBuild(pod: PodObject, { repository }: Which, attempt: Attempt | undefined): boolean {
  if (repository !== undefined) return isOf(pod, nameOfRepository(repository));
  return attempt?.entries.some(({ text }) => aboutBuild.exec(text)?.[1] === pod.metadata?.name) === true;
}

function newestPod(pods: readonly PodObject[]): PodObject | undefined {
  return [...pods].sort((a, b) => madeAt(a) - madeAt(b)).at(-1);
}

/** When a pod was made. */
export function madeAt(pod: PodObject | undefined): number {
  return pod?.metadata?.creationTimestamp?.getTime() ?? Infinity;
}
