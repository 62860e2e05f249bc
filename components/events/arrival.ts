import { at } from "../../settings/untyped";
import { minutesIn } from "../schedule/hours";
import { diskEach, type Hub } from "./hub";
import { type Event } from "./settings";

/** How people come. */
export interface Arrival {
  /** Launches a minute, if they come evenly. */
  readonly perMinute: number;
  /** Servers that start at the same moment. */
  readonly atOnce: number;
  /** Servers that JupyterHub starts at the same moment; it refuses more. `undefined` if it has no limit. */
  readonly limit: number | undefined;
}

/**
 * JupyterHub's limit of servers that start at the same moment, if nothing else is set.
 * @see https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/values.yaml `hub.concurrentSpawnLimit`
 */
const spawnLimit = 64;

/** Seconds in which a server starts whose image is on its node; and with a disk, which Azure must attach first. Assumed. */
const starting = { usual: 30, withDisk: 90 };

/** How people come, if they come evenly. @see https://jupyterhub.readthedocs.io/en/stable/reference/api/app.html `concurrent_spawn_limit` */
export function arrivalOf(
  { people, arriveWithin }: Pick<Event, "people" | "arriveWithin">,
  hub: Pick<Hub, "platform" | "storage" | "extraValues">,
): Arrival {
  const minutes = minutesIn(arriveWithin);
  const own = at(hub.extraValues, "jupyterhub", "hub", "concurrentSpawnLimit");
  const set = own === undefined ? spawnLimit : Number(own);
  return {
    perMinute: Math.ceil(people / minutes),
    atOnce: Math.min(people, Math.ceil((people * startSeconds(hub)) / (minutes * 60))),
    limit: set > 0 ? set : undefined,
  };
}

/** Seconds that a server takes to start. */
export function startSeconds(hub: Pick<Hub, "platform" | "storage">): number {
  return diskEach(hub) ? starting.withDisk : starting.usual;
}
