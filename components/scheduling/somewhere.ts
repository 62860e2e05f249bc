import { pathKey, type Problem } from "../../settings/problems";
import { after, commandOf } from "../../settings/steps";
import { at } from "../../settings/untyped";
import { exceeded, stepsWithinQuota } from "../cluster/quota";
import { limitProblems } from "../limits/rules";
import { poolProblems } from "../pools/rules";
import { buildsRun } from "./builds-run";
import { type Cluster, type Found, type Seen, type Steps } from "./found";
import { hubRuns } from "./hub-runs";
import { nodesOf } from "./nodes";
import { placingValues } from "./placing-values";
import { notOnlySpot, oneArchitecture, placeholdersRun, serversRun } from "./servers-run";

/**
 * Everything that can never run anywhere: the hub itself, users' servers, builds, placeholders; and builds whose images the users' nodes cannot run.
 * What is not known, such as the memory of a size, is taken to fit.
 */
export function nowhereToRun(settings: Seen): Problem[] {
  return findAll(settings).map((found) => {
    const { path, rule } = found;
    const value = at(settings, ...path);
    const shown = ["string", "number", "boolean"].includes(typeof value)
      ? { value: `${value as string | number | boolean}` }
      : {};
    return { key: pathKey(path), ...shown, rule, mend: commandOf(stepsOf(found, settings)) };
  });
}

/** Whether a change of the settings leaves something without a place that had one. */
export function isWorse(then: Seen, now: Seen): boolean {
  const keys = keysOf(now);
  return keysOf(then).some((key) => !keys.includes(key));
}

/** The first way that mends it and leaves nothing else wrong; else the first that mends it, with what is to be done after it. */
function stepsOf({ path, mends }: Found, settings: Seen): Steps {
  const key = pathKey(path);
  const mendsIt = (steps: Steps) => {
    const then = after(settings, steps);
    return !isInvalid(then) && !keysOf(then).includes(key);
  };
  const isClean = (steps: Steps) => {
    const then = after(settings, steps);
    const isBroken = exceeded(then.azure).length > 0 && exceeded(settings.azure).length === 0;
    return mendsIt(steps) && !isBroken && !isWorse(then, settings);
  };
  const clean = mends.find(isClean);
  return clean ?? completed(mends.find(mendsIt) ?? mends[0] ?? [], settings);
}

/** Changes, and with them those that mend what is wrong only then: another place that is missing, or a quota that is exceeded. */
function completed(steps: Steps, settings: Seen, rounds = 5): Steps {
  const then = after(settings, steps);
  const keys = keysOf(settings);
  const next = findAll(then).find(({ path }) => !keys.includes(pathKey(path)));
  const more =
    exceeded(then.azure).length > 0 && exceeded(settings.azure).length === 0
      ? stepsWithinQuota(then.azure, (azure) => isWorse({ ...then, azure }, settings))
      : (next?.mends.find((some) => !keysOf(after(then, some)).includes(pathKey(next.path))) ?? []);
  return more.length === 0 || rounds === 0 ? steps : completed([...steps, ...more], settings, rounds - 1);
}

/** Whether a pool or a limit is wrong by itself, which is said elsewhere. */
function isInvalid(settings: Seen): boolean {
  return poolProblems(settings).length > 0 || limitProblems(settings).length > 0;
}

function keysOf(settings: Seen): readonly string[] {
  return findAll(settings).map(({ path }) => pathKey(path));
}

function findAll(settings: Seen): Found[] {
  if (isInvalid(settings)) return [];
  const values = placingValues(settings);
  const nodes = nodesOf(settings.azure);
  const cluster: Cluster = { settings, values, nodes };
  const hub = hubRuns(cluster);
  // Where the hub itself has no room, nothing else has.
  const pods = hub.length > 0 ? hub : [...serversRun(cluster), ...buildsRun(cluster)];
  return pods.length > 0 ? pods : [...notOnlySpot(cluster), ...oneArchitecture(cluster), ...placeholdersRun(cluster)];
}
