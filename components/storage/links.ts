import { shellWord } from "../../settings/problems";
import { type ChartValues } from "../chart/chart-values";
import { homeFolder, type Mount } from "./mounts";

/** What stands behind a link's name if the repository has the name itself. */
const otherwise = "-files";

/**
 * The values that make links in the home folder when a server starts. No values without links.
 *
 * @param mounts those that not everybody has may be among them: what is not mounted gets no link
 * @see https://github.com/jupyterhub/kubespawner/blob/7.0.0/kubespawner/spawner.py `lifecycle_hooks`
 */
export function linkValues(mounts: readonly Mount[]): ChartValues {
  if (mounts.every(({ link }) => link === undefined)) return {};
  return {
    jupyterhub: { singleuser: { lifecycleHooks: { postStart: { exec: { command: linkCommand(mounts) } } } } },
  };
}

/**
 * The command that makes the links. What the repository has is never touched: where the name is taken, the link is called `NAME-files`, and where that
 * is taken too, there is none. The command succeeds whatever happens, because Kubernetes stops a container whose hook fails.
 *
 * @param home the home folder. An image of a Dockerfile may have another one, which its own `HOME` tells
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution
 */
export function linkCommand(mounts: readonly Mount[], home = homeFolder): readonly string[] {
  const calls = mounts.flatMap(({ at, link }) =>
    link === undefined ? [] : [`link ${shellWord(at)} ${shellWord(link)}`],
  );
  return ["sh", "-c", [...beginning(home), ...calls, "exit 0"].join("\n")];
}

const beginning = (home: string) => [
  "exec >/dev/null 2>&1",
  `home=${shellWord(home)}`,
  '[ -d "$home" ] || home=$HOME',
  "link() {",
  '  [ -d "$1" ] || return',
  `  for name in "$home/$2" "$home/$2${otherwise}"; do`,
  '    [ "$(readlink "$name")" = "$1" ] && return',
  '    [ -e "$name" ] || [ -L "$name" ] || { mkdir -p "${name%/*}" && ln -s "$1" "$name"; return; }',
  "  done",
  "}",
];
