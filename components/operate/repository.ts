import { removeCommand } from "../../settings/problems";
import { type Asked } from "../../settings/settings";
import { neverLaunched } from "../repositories/launched";
import { homesOf, parsePattern } from "../repositories/pattern";
import { sourceHosts, sources } from "../repositories/sources";

/** A repository of Docker's simplest kind: it is built in about a minute. */
const usual = "https://github.com/binder-examples/minimal-dockerfile";

/** What is launched to see whether a hub works. */
export interface CheckRepository {
  /** The address, as a person writes it. */
  readonly url: string;
  /** Name of BinderHub's source in links: `gh`, `gl` or `git`. */
  readonly source: string;
}

type Chosen = Pick<Asked, "operate" | "repositories" | "limits" | "extraValues">;

/** The repository that a check launches. `undefined` where the hub allows none that is known: then one must be set. */
export function checkRepository(asked: Chosen): CheckRepository | undefined {
  const url = asked.operate.repository ?? usual;
  const homes = homesFor(url, asked);
  const open = homes.find((source) => neverLaunched(patternOf(url), [source], asked).length === 0);
  return open === undefined ? undefined : { url, source: sources[open].prefix };
}

/** What keeps the hub from launching the repository that was set. */
export function repositoryProblems(asked: Chosen) {
  const url = asked.operate.repository;
  if (url === undefined || checkRepository(asked) !== undefined) return [];
  const key = "binderhub:operate.repository";
  // A list that lets nobody launch it is there for a reason: the check takes something else.
  return neverLaunched(patternOf(url), homesFor(url, asked), asked).map(({ rule }) => ({
    key,
    value: url,
    rule,
    mend: removeCommand(key),
  }));
}

function patternOf(url: string) {
  return parsePattern(url.replace(/^git:\/\//, "https://"));
}

/** The sources that it may come through. A link of GitHub's and GitLab's names no scheme. */
function homesFor(url: string, { extraValues, repositories }: Chosen) {
  const homes = homesOf(patternOf(url), sourceHosts(extraValues, repositories));
  return homes.filter((source) => (url.startsWith("https://") ? true : source === "git"));
}
