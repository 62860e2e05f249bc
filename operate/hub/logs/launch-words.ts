import { type painter } from "../show";
import { readable } from "./blot";
import { type LaunchStory } from "./launch";
import { linesInWords, type LogLine } from "./lines";

/** A launch for a person: the likely reason first, then what was said. */
export function launchInWords(story: LaunchStory, paint: ReturnType<typeof painter>): string {
  const { reason, found, link, user, pod, lookedFor } = story;
  if (found === 0) return `Nothing was found. Looked for ${lookedFor}.`;
  const parts: readonly (readonly [title: string, lines: readonly LogLine[]])[] = [
    ["BinderHub", story.binder],
    ["The build", story.build],
    ["JupyterHub", story.hub],
    ["Events of the pods", story.events],
    ["The server", story.server],
  ];
  return [
    paint("bold", readable(reason)),
    [
      ...(link === undefined ? [] : [`Repository: ${readable(link)}`]),
      ...(user === undefined ? [] : [`user: ${readable(user)}`]),
      ...(pod === undefined
        ? []
        : [`pod: ${pod.name}, ${pod.phase}, restarts: ${pod.restarts}, node: ${pod.node ?? "none yet"}`]),
      ...(found > 1 ? [`the newest of ${found} launches`] : []),
    ].join("; "),
    ...parts.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ["", paint("bold", title), linesInWords(lines, paint)],
    ),
  ].join("\n");
}
